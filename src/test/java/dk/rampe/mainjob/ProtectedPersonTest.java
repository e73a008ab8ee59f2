package dk.rampe.mainjob;

import static dk.rampe.submission.TestCases.REFERRAL_HEADER;
import static dk.rampe.submission.TestCases.UPDATE_HEADER;
import static dk.rampe.submission.TestCases.personNumber;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.delivery.StatusFiles;
import dk.rampe.partner.DanishTime;
import dk.rampe.submission.TestCases;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Name-and-address protection from file to neighbour: told at the referral, told later, taken back. Who they are and
 * where they live is known to the provider only, wherever else one looks.
 */
class ProtectedPersonTest {

    private static final String AT_REFERRAL = "740-2026-00001";
    private static final String LATER = "707-2026-00002";
    private static final String NO_LONGER = "740-2026-00003";
    private static final List<String> SECRETS =
            List.of("Hemmelinde", "Skjulkær", "Dækkevej", "26990011", "hemmelig@example.dk", "26990022");

    @TempDir
    static Path work;

    private static Hub hub;

    @BeforeAll
    static void tellTheHubOfThree() throws IOException {
        hub = Hub.start(work.resolve("data"), Clock.system(DanishTime.ZONE), "rampe.sandbox.samples=false");
        Jobcentres.silkeborg(
                hub,
                "henvisning_20260202_01.csv",
                REFERRAL_HEADER,
                referral(AT_REFERRAL, personNumber(1), "J"),
                referral(NO_LONGER, personNumber(3), "J"),
                referral("740-2026-00004", personNumber(4), "JA"));
        Jobcentres.norddjurs(
                hub,
                "RAMPE_202602020600.xml",
                TestCases.xml(
                        UUID.randomUUID(),
                        "2026-02-02T06:00:00+01:00",
                        TestCases.henvisning(2, personNumber(2), "26990011", "2026-02-01")
                                .replace("Opfundine", "Hemmelinde")
                                .replace("Tænkeby", "Skjulkær")
                                .replace("Ingenvej", "Dækkevej")
                                .replace("ingen@", "hemmelig@"),
                        TestCases.sagsopdatering(
                                2,
                                "RET",
                                "2026-02-03",
                                "<NavneAdresseBeskyttelse>true</NavneAdresseBeskyttelse>"
                                        + "<Telefon>+4526990022</Telefon>")));
        hub.awaitCount("select count(*) from participation", 3);
        Jobcentres.silkeborg(
                hub,
                "sagsopdatering_20260203_01.csv",
                UPDATE_HEADER,
                NO_LONGER + ";ADRBESKYT;03-02-2026;N;",
                AT_REFERRAL + ";TLF;04-02-2026;26990022;");
        Files.writeString(
                hub.neighbour("sind").resolve("progress/started.jsonl"),
                TestCases.event(
                                UUID.randomUUID(),
                                1,
                                "STARTED",
                                "2026-02-05",
                                ", \"contactPerson\": \"Kontakte Kendt\"")
                        + "\n");
        hub.awaitCount("select count(*) from event", 8);
        hub.awaitCount("select count(*) from delivery where kind = 'CASE' and state = 'SENT'", 7);
        hub.awaitCount("select count(*) from participation where handed_over_at is not null", 3);
        hub.bean(StatusFiles.class).gatherOnce("silkeborg");
        hub.awaitCount("select count(*) from delivery where state = 'PENDING'", 0);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theProviderIsToldWhoTheyAreAndThatTheyAreProtected() throws IOException {
        Map<String, JsonNode> cases = casesAtSind();
        assertThat(cases.get(AT_REFERRAL).path("protected").booleanValue()).isTrue();
        assertThat(cases.get(AT_REFERRAL).at("/person/address").textValue()).isEqualTo("Dækkevej 1");
        assertThat(cases.get(AT_REFERRAL).at("/person/phone").textValue()).endsWith("26990022");
        assertThat(cases.get(LATER).path("protected").booleanValue()).isTrue();
        assertThat(cases.get(LATER).at("/person/familyName").textValue()).isEqualTo("Skjulkær");
        assertThat(cases.get(NO_LONGER).path("protected").booleanValue()).isFalse();
    }

    @Test
    void nobodyElseIsToldWhoTheyAre() throws IOException {
        for (String folder : List.of("silkeborg/IND", "norddjurs/fra_sind", "defactum")) {
            List<Path> files = State.files(work.resolve("data/sandbox").resolve(folder));
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                assertThat(secretsIn(new String(content, StandardCharsets.UTF_8)))
                        .as(file.toString())
                        .isEmpty();
                assertThat(secretsIn(new String(content, Jobcentres.WINDOWS_1252)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
        assertThat(State.files(work.resolve("data/sandbox/silkeborg/IND")))
                .filteredOn(file -> file.getFileName().toString().matches("status_.*csv"))
                .singleElement()
                .satisfies(file -> assertThat(Files.readString(file, Jobcentres.WINDOWS_1252))
                        .contains(AT_REFERRAL + ";I FORLØB;;05-02-2026;Kontakte Kendt"));
    }

    @Test
    void neitherTheDatabaseNorTheLogNorTheConsoleShowsWhoTheyAre() throws Exception {
        Tables.dumps(hub)
                .forEach((table, dump) -> assertThat(secretsIn(dump)).as(table).isEmpty());
        assertThat(secretsIn(Files.readString(work.resolve("data.log")))).isEmpty();
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(hub.url("/")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).contains("Silkeborg");
        assertThat(secretsIn(page.body())).isEmpty();
    }

    private static String referral(String caseNumber, String personNumber, String isProtected) {
        return String.join(
                ";",
                caseNumber,
                personNumber.substring(0, 6) + '-' + personNumber.substring(6),
                "Hemmelinde",
                "Skjulkær",
                "Dækkevej 1",
                isProtected,
                "26990011",
                "hemmelig@example.dk",
                "PRIMÆR",
                "FLEKS-LEDIG",
                "05-01-2026",
                "12,5",
                "Hemmelinde tåler ikke støj",
                "01-02-2026",
                "Sagine Bordsen");
    }

    private static List<String> secretsIn(String text) {
        return SECRETS.stream().filter(text::contains).toList();
    }

    /** The last message of each case. */
    private static Map<String, JsonNode> casesAtSind() throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        for (Path file : State.files(hub.neighbour("sind").resolve("cases"))) {
            messages.add(new JsonMapper().readTree(file.toFile()));
        }
        messages.sort(
                Comparator.comparing(message -> message.at("/sentFor/number").longValue()));
        Map<String, JsonNode> last = new HashMap<>();
        messages.forEach(message -> last.put(message.path("caseNumber").textValue(), message));
        return last;
    }
}
