package dk.rampe.submission;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Made-up lines as the partners write them. Nobody has these numbers: they have 60 added to the day. */
public final class TestCases {

    public static final String REFERRAL_HEADER =
            "Sagsnr;Personnr;Fornavn;Efternavn;Adresse;Adr.beskyttet;Telefon;E-mail;"
                    + "Målgruppe;Situation;Fleksjob bevilget;Timer/uge;Skånehensyn;Henvist dato;Sagsbehandler";
    public static final String UPDATE_HEADER = "Sagsnr;Ændring;Gældende fra;Ny værdi;Ny værdi 2";

    private TestCases() {}

    /** Ten digits, others for each number up to 30,000. */
    public static String personNumber(int i) {
        return "%02d%02d%02d%04d".formatted(61 + i % 28, 1 + i / 28 % 12, 50 + i / 336 % 45, 1000 + i % 2000);
    }

    private static String hyphenated(String number) {
        return number.substring(0, 6) + '-' + number.substring(6);
    }

    public static String referral(int i) {
        return referral(i, "11111111", "01-02-2026");
    }

    /** Silkeborg's line for case {@code 740-2026-<i>}. */
    public static String referral(int i, String phone, String referredOn) {
        return referral(i, personNumber(i), phone, referredOn);
    }

    public static String referral(int i, String personNumber, String phone, String referredOn) {
        return String.join(
                ";",
                caseNumber(i),
                hyphenated(personNumber),
                "Opfundine",
                "Tænkeby",
                "Ingenvej 1",
                "N",
                phone,
                "ingen@example.dk",
                "PRIMÆR",
                "FLEKS-LEDIG",
                "05-01-2026",
                "12,5",
                "Rolige omgivelser",
                referredOn,
                "Sagine Bordsen");
    }

    public static String caseNumber(int i) {
        return "740-2026-%05d".formatted(i);
    }

    /** @param change TLF, EMAIL, TRUKKET ...; @param value Ny værdi */
    public static String update(int i, String change, String from, String value) {
        return String.join(";", caseNumber(i), change, from, value, "");
    }

    public static byte[] xml(UUID leveranceId, String dannet, String... elements) {
        List<String> referrals =
                Stream.of(elements).filter(one -> one.startsWith("<Henvisning")).toList();
        List<String> updates = Stream.of(elements)
                .filter(one -> one.startsWith("<Sagsopdatering"))
                .toList();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <RampeLeverance xmlns="urn:norddjurs:jobcenter:rampe:1" leveranceId="%s" dannet="%s" antal="%d">
                <Henvisninger>%s</Henvisninger>
                <Sagsopdateringer>%s</Sagsopdateringer>
                </RampeLeverance>
                """.formatted(
                        leveranceId, dannet, elements.length, String.join("\n", referrals), String.join("\n", updates))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Norddjurs' element for case {@code 707-2026-<i>}. */
    public static String henvisning(int i, String personNumber, String phone, String referredOn) {
        return """
                <Henvisning id="707-2026-%05d">
                  <PersonCivilRegistrationIdentifier>%s</PersonCivilRegistrationIdentifier>
                  <Navn><Fornavn>Opfundine</Fornavn><Efternavn>Tænkeby</Efternavn></Navn>
                  <NavneAdresseBeskyttelse>false</NavneAdresseBeskyttelse>
                  <Adresse>Ingenvej 1</Adresse>
                  <Telefon>+45%s</Telefon>
                  <Email>ingen@example.dk</Email>
                  <MaalgruppeKode>1</MaalgruppeKode>
                  <SituationKode>LED</SituationKode>
                  <FleksjobTilkendtDato>2026-01-05</FleksjobTilkendtDato>
                  <Timetal><Timer>10</Timer><Minutter>0</Minutter></Timetal>
                  <HenvisningsDato>%s</HenvisningsDato>
                  <SagsbehandlerNavn>Sagine Bordsen</SagsbehandlerNavn>
                </Henvisning>""".formatted(i, personNumber, phone, referredOn);
    }

    /** @param inner elements of a RET */
    public static String sagsopdatering(int i, String art, String from, String inner) {
        return "<Sagsopdatering id=\"707-2026-%05d\" art=\"%s\" dato=\"%s\">%s</Sagsopdatering>"
                .formatted(i, art, from, inner);
    }

    /** An event of the provider's about a case of Silkeborg's. @param more further fields, with a comma in front */
    public static String event(UUID eventId, int i, String kind, String occurredOn, String more) {
        return """
                {"eventId": "%s", "municipality": "740", "caseNumber": "%s", "kind": "%s", "occurredOn": "%s"%s}""".formatted(eventId, caseNumber(i), kind, occurredOn, more);
    }

    public static String conversation(int i, String occurredOn) {
        return event(UUID.randomUUID(), i, "CONVERSATION", occurredOn, ", \"minutes\": 45");
    }
}
