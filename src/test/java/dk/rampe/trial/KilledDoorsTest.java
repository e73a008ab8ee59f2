package dk.rampe.trial;

import static dk.rampe.channel.soap.SoapItems.submitReferral;
import static dk.rampe.submission.TestCases.personNumber;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.channel.soap.SoapItems;
import dk.rampe.mapping.TestWorkbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the hub while those come to it who have no server: Odder puts workbooks into its drop box and fetches
 * what answers them, Aarhus calls over SOAP until it has an answer.
 */
@EnabledIfSystemProperty(
        named = "long-forms",
        matches = "true",
        disabledReason = "two minutes: in the long form, KillsTest kills in the ordinary one")
class KilledDoorsTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 18, 12, 0);
    private static final String SETTINGS = "--spring.config.location=classpath:/,file:config/,file:config/*/";
    private static final int FILES_BETWEEN_KILLS = 6;
    private static final int ROWS = 10;
    private static final int KILLS = 10;

    @TempDir
    Path work;

    private final Random random = new Random(727);
    private Surroundings surroundings;
    private QuickStart start;
    private int files;

    @Test
    void killedWhileOthersComeToItNothingIsLostAndNothingDoubled() throws Exception {
        start = QuickStart.in(work);
        surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false", SETTINGS);
        HubProcess hub = launch(0);
        try {
            for (int i = 1; i <= KILLS; i++) {
                layOut();
                Thread.sleep(1000 + random.nextInt(3000));
                hub.kill();
                surroundings.leasesRunOut();
                hub = launch(i);
            }
            await("everything is worked through, answered and fetched")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(this::isSettled);
            hub.kill();
            check();
        } finally {
            hub.kill();
            surroundings.close();
        }
    }

    private HubProcess launch(int number) throws IOException {
        HubProcess hub =
                HubProcess.launch(surroundings, start.classPath(), start.options(), NOON.plusMinutes(number), SETTINGS);
        hub.awaitReady();
        return hub;
    }

    private void layOut() throws IOException {
        for (int i = 0; i < FILES_BETWEEN_KILLS; i++, files++) {
            int first = 2 * files * ROWS;
            put(
                    "odder/ind/" + workbook(files),
                    TestWorkbook.of(
                                    IntStream.range(first, first + ROWS)
                                            .mapToObj(row -> TestWorkbook.referral("O-" + row, personNumber(row)))
                                            .collect(Collectors.joining()),
                                    "")
                            .bytes());
            String call = submitReferral(
                    new UUID(751, files),
                    IntStream.range(first + ROWS, first + 2 * ROWS)
                            .mapToObj(SoapItems::referral)
                            .toArray(String[]::new));
            put("aarhus/kald/" + call(files), call.getBytes(UTF_8));
        }
    }

    private void put(String path, byte[] content) throws IOException {
        Path draft = Files.write(work.resolve("draft"), content);
        Files.move(draft, surroundings.neighbour(path), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String workbook(int number) {
        return "Rampe henvisninger %03d.xlsx".formatted(number);
    }

    private static String call(int number) {
        return "%03d.xml".formatted(number);
    }

    private boolean isSettled() throws IOException {
        return surroundings.count("select count(*) from submission where state = 'PROCESSED'") == 2 * files
                && surroundings.count("""
                        select (select count(*) from submission where state = 'STORED')
                             + (select count(*) from delivery
                                where state = 'PENDING' and kind not in ('STATUS', 'STATUS_FILE'))""") == 0
                && names("odder/ind", ".xlsx").isEmpty()
                && names("aarhus/kald", ".xml").isEmpty()
                && names("odder/kvittering", "").size() >= 2 * files
                && names("sind/cases", ".json").size() >= 2 * files * ROWS;
    }

    private void check() throws IOException {
        int rows = 2 * files * ROWS;
        for (String each : List.of("participation", "event", "submission_line where outcome = 'ACCEPTED'")) {
            assertThat(surroundings.count("select count(*) from " + each))
                    .as(each)
                    .isEqualTo(rows);
        }
        assertThat(surroundings.count("select count(*) from submission where channel = 'SOAP'"))
                .isEqualTo(files);
        for (int i = 0; i < files; i++) {
            assertThat(names("odder/kvittering", ""))
                    .contains(workbook(i) + ".kvittering.xlsx", workbook(i) + ".kvittering.txt");
            assertThat(Files.readString(surroundings.neighbour("aarhus/svar/" + call(i)))
                            .split("<ItemOutcomeCode>ACCEPTED<"))
                    .hasSize(1 + ROWS);
        }
        Map<String, String> messages = new HashMap<>();
        for (String name : names("sind/cases", ".json")) {
            String message = Files.readString(surroundings.neighbour("sind/cases/" + name));
            String other = messages.put(
                    new JsonMapper().readTree(message).path("messageId").asText(), message);
            assertThat(other).isIn(null, message);
        }
        assertThat(messages).hasSize(rows);
        long again = surroundings.count("select count(*) from submission where state = 'DUPLICATE'");
        Reliability.held(
                Promise.KILLS,
                "Hub killed while workbooks are put into its drop box and it is called over SOAP",
                "%d kills, %d workbooks and %d calls of %d rows each".formatted(KILLS, files, files, ROWS),
                "%,d rows: each one outcome, one case and one message; each workbook and each call answered, %d workbooks told as repeated"
                        .formatted(rows, again));
    }

    private List<String> names(String folder, String end) {
        return List.of(surroundings.neighbour(folder).toFile().list((home, name) -> name.endsWith(end)));
    }
}
