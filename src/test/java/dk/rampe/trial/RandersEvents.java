package dk.rampe.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Randers' service has for the hub: events with numbers. */
final class RandersEvents {

    private static final String CONTRACT = "urn:randers:jobcenter:henvisningudtraek:2";

    private RandersEvents() {}

    /** At once, and once. */
    static void add(Surroundings at, String name, String... events) throws IOException {
        Path file = at.neighbour("randers").resolve("haendelser").resolve(name);
        if (Files.notExists(file)) {
            Path draft = Files.writeString(
                    at.neighbour("randers").resolve("draft"),
                    "<Haendelser xmlns=\"" + CONTRACT + "\">" + String.join("\n", events) + "</Haendelser>");
            Files.move(draft, file);
        }
    }

    static String referral(int number, int caseOf, String personNumber) {
        return event(number, "OPRET", "INTERN", caseOf, """
                <Henvisning><Personnummer>%s</Personnummer><Fornavne>Opfundine</Fornavne><Efternavn>Tænkeby</Efternavn>
                <SituationsKode>1</SituationsKode><HenvistDato>2026-02-01</HenvistDato></Henvisning>""".formatted(personNumber));
    }

    static String phone(int number, int caseOf, String phone) {
        return event(
                number,
                "RET",
                "INTERN",
                caseOf,
                "<Henvisning><Telefonnummer>" + phone + "</Telefonnummer></Henvisning>");
    }

    /** The hub's own status, coming back. */
    static String echo(int number, int caseOf) {
        return event(number, "RET", "EKSTERN", caseOf, "");
    }

    private static String event(int number, String kind, String source, int caseOf, String content) {
        return """
                <Haendelse loebenummer="%d" art="%s" kilde="%s" sagsId="R26-%06d" dato="2026-02-02">%s</Haendelse>""".formatted(number, kind, source, caseOf, content);
    }
}
