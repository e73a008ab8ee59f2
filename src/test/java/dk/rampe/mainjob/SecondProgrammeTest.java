package dk.rampe.mainjob;

import static dk.rampe.submission.TestCases.REFERRAL_HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.partner.DanishTime;
import dk.rampe.submission.TestCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * A second programme with a municipality and a provider of its own, beside the first: settings and mappings only, see
 * {@code src/test/resources/second} and {@code third}. The provider has no broker and calls.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecondProgrammeTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    static Path work;

    private static Hub hub;
    private static CallingProvider helpers;

    @BeforeAll
    static void bothProgrammesHaveACase() throws IOException {
        Path mappings = work.resolve("mappings");
        for (Path source : List.of(
                Path.of("mappings"), RESOURCES.resolve("third/mappings"), RESOURCES.resolve("second/mappings"))) {
            FileSystemUtils.copyRecursively(source, mappings);
        }
        hub = Hub.start(
                work.resolve("data"),
                Clock.system(DanishTime.ZONE),
                "rampe.sandbox.samples=false",
                "rampe.folders.mappings=" + mappings,
                "spring.config.additional-location=optional:file:" + RESOURCES + "/third/config/*/,optional:file:"
                        + RESOURCES + "/second/config/*/");
        helpers = new CallingProvider(hub, "hjaelper");
        Path inbox = hub.neighbour("proevekoebing").resolve("til-hub");
        Files.writeString(inbox.resolve("henvist-20261102.csv"), """
                sag,cpr,fornavne,efternavn,gruppe,situation,timer,henvist
                P-1,6103781234,Ida,Prøve,F,ledig,7.5,2026-11-02
                """);
        Files.createFile(inbox.resolve("henvist-20261102.csv.ok"));
        Jobcentres.silkeborg(hub, "henvisning_20260202_01.csv", REFERRAL_HEADER, TestCases.referral(1));
        hub.awaitCount("select count(*) from participation", 2);
        hub.awaitCount("select count(*) from delivery where partner = 'sind' and kind = 'CASE' and state = 'SENT'", 1);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void eachProviderHasTheCasesOfItsOwnProgrammeOnly() throws Exception {
        JsonNode cases = helpers.fetch("cases").path("cases");
        assertThat(cases.findValuesAsText("caseNumber")).containsExactly("P-1");
        assertThat(cases.at("/0/programme").textValue()).isEqualTo("naeste");
        assertThat(State.files(hub.neighbour("sind").resolve("cases")))
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString()).startsWith("740-2026-00001"));
        assertThat(hub.count("select count(*) from delivery where kind = 'CASE' and state = 'PENDING'"))
                .as("fetched is handed over")
                .isZero();
    }

    @Test
    @Order(2)
    void progressToldByACallReachesTheJobcentre() throws Exception {
        assertThat(tell("999", "P-1", "STARTED")).isEqualTo("ACCEPTED");
        hub.awaitCount(
                "select count(*) from delivery where partner = 'proevekoebing' and kind = 'STATUS' "
                        + "and state = 'SENT' and event_number = (select max(number) from event)",
                1);
        assertThat(State.files(hub.neighbour("proevekoebing").resolve("fra-hub")))
                .filteredOn(file -> file.getFileName().toString().startsWith("status-"))
                .anySatisfy(file -> assertThat(Files.readString(file)).contains("P-1,5,2026-11-20"));
    }

    @Test
    @Order(3)
    void aProviderCannotTellOfTheOthersCases() throws Exception {
        assertThat(tell("740", "740-2026-00001", "STARTED")).isEqualTo("WAITING");
        assertThat(tell("740", "740-2026-99999", "STARTED")).isEqualTo("WAITING");
        assertThat(hub.count("select count(*) from event where kind = 'STARTED'"))
                .isEqualTo(1);
    }

    @Test
    @Order(4)
    void theEvaluatorGetsAReleaseOfEachProgramme() {
        hub.awaitCount("select count(*) from delivery where kind = 'RELEASE' and state = 'SENT'", 2);
        assertThat(hub.neighbour("defactum").resolve("ind").toFile().list())
                .anyMatch(name -> name.startsWith("rampe_rampen_"))
                .anyMatch(name -> name.startsWith("rampe_naeste_"));
    }

    private static String tell(String municipality, String caseNumber, String kind) throws Exception {
        String event = """
                [{"eventId": "%s", "municipality": "%s", "caseNumber": "%s", "kind": "%s", "occurredOn": "2026-11-20"}]""".formatted(UUID.randomUUID(), municipality, caseNumber, kind);
        return helpers.tell(event).at("/0/outcome").textValue();
    }
}
