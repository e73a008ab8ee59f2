package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the hub at random moments while the files of 98 municipalities come in. */
class KillsTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 18, 12, 0);

    /** Promised to a hub that has its machine for itself. */
    private static final Duration READY_AGAIN = Duration.ofSeconds(30);

    private static final Duration READY_AGAIN_BESIDE_OTHER_TESTS = Duration.ofSeconds(90);

    private static final Duration SETTLES = Duration.ofMinutes(60);

    private static final int ROWS = 1000;

    @TempDir
    Path work;

    private final Random random = new Random(98);
    private final LongSummaryStatistics readyAgain = new LongSummaryStatistics();
    private Municipalities all;
    private Surroundings surroundings;
    private QuickStart start;
    private HubProcess hub;
    private Instant began;

    @Test
    void killedWhileFilesComeInNothingIsLostAndNothingDoubled() throws Exception {
        trial("Hub killed while files of 98 municipalities come in", 5, READY_AGAIN_BESIDE_OTHER_TESTS);
    }

    @Test
    @Tag("soak")
    void killedAHundredTimesNothingIsLostAndNothingDoubled() throws Exception {
        trial("Hub killed a hundred times while files of 98 municipalities come in", 100, READY_AGAIN);
    }

    private void trial(String what, int kills, Duration promised) throws Exception {
        all = Municipalities.in(work, ROWS, "60s");
        start = QuickStart.in(work);
        surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false", all.settings());
        try {
            began = Instant.now();
            all.send(surroundings);
            launch();
            start.keep(hub);
            for (int i = 0; i < kills; i++) {
                awaitMoment(kills);
                kill(promised);
            }
            await("everything is worked through and sent")
                    .atMost(SETTLES)
                    .pollInterval(Duration.ofMillis(500))
                    .until(this::isSettled);
            hub.kill();
            check(what, kills);
        } finally {
            if (hub != null) {
                hub.kill();
            }
            surroundings.close();
        }
    }

    /** When a random part of what is to be done between two kills is done; soon, when it does not go on. */
    private void awaitMoment(int kills) {
        long lines = (long) all.count() * all.rows();
        long more = 1 + (long) (random.nextDouble() * 4 * lines / kills);
        long target = done() + more;
        Instant latest = Instant.now().plusMillis(500 + random.nextInt(15_000));
        await().atMost(SETTLES)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(random.nextInt(20, 80)))
                .until(() -> done() >= target || Instant.now().isAfter(latest));
    }

    /** Lines, and how often a delivery was claimed or sent; from what costs nothing to ask. */
    private long done() {
        return surroundings.count("""
                select (select coalesce(sum(checkpoint), 0) from submission)
                     + (select coalesce(sum(n_tup_upd), 0) from pg_stat_user_tables where relname = 'delivery')""");
    }

    /** And starts it again. What the dead one had leased is let go at once, or this would take minutes for each kill. */
    private void kill(Duration promised) throws Exception {
        hub.kill();
        surroundings.leasesRunOut();
        Instant killed = Instant.now();
        launch();
        Duration took = Duration.between(killed, Instant.now());
        readyAgain.accept(took.toMillis());
        assertThat(took).isLessThan(promised);
    }

    private void launch() throws IOException {
        List<String> settings = new ArrayList<>(List.of(all.settings(), "--rampe.folders.mappings=" + all.mappings()));
        // nobody fetches anything here
        Municipalities.likeSilkeborg()
                .forEach(one -> settings.add("--rampe.partners." + one + ".sftp.note-fetched-every=1h"));
        settings.add("--rampe.partners.norddjurs.sftp.note-fetched-every=1h");
        hub = HubProcess.launch(
                surroundings,
                start.classPath(),
                start.options(),
                NOON.plus(Duration.between(began, Instant.now())),
                settings.toArray(String[]::new));
        hub.awaitReady();
    }

    private boolean isSettled() {
        return surroundings.count("select count(*) from submission where state = 'PROCESSED'") == all.count()
                && surroundings.count(
                                "select count(*) from delivery where state = 'PENDING' and kind not in ('STATUS', 'STATUS_FILE')")
                        == 0
                && inboxes().allMatch(KillsTest::isEmpty)
                && messages().length >= all.count() * all.rows();
    }

    private Stream<Path> inboxes() {
        return Stream.concat(
                Stream.of(surroundings.neighbour("norddjurs").resolve("til_sind")),
                Municipalities.likeSilkeborg().stream()
                        .map(one -> surroundings.neighbour(one).resolve("UD")));
    }

    private static boolean isEmpty(Path inbox) {
        return Arrays.stream(inbox.toFile().listFiles()).allMatch(file -> file.isDirectory());
    }

    private String[] messages() {
        return surroundings.neighbour("sind").resolve("cases").toFile().list((folder, name) -> name.endsWith(".json"));
    }

    private void check(String what, int kills) throws IOException {
        long lines = (long) all.count() * all.rows();
        assertThat(surroundings.count("select count(*) from submission")).isEqualTo(all.count());
        assertThat(surroundings.count("select count(*) from submission_line where outcome = 'ACCEPTED'"))
                .isEqualTo(lines);
        assertThat(surroundings.count("select count(*) from submission_line")).isEqualTo(lines);
        assertThat(surroundings.count("select count(distinct (municipality, case_number)) from participation"))
                .isEqualTo(lines);
        assertThat(surroundings.count("select count(*) from participation")).isEqualTo(lines);
        assertThat(surroundings.count("select count(*) from event")).isEqualTo(lines);
        assertThat(surroundings.count("select count(*) from delivery where kind = 'CASE' and state = 'SENT'"))
                .isEqualTo(lines);
        int again = checkMessages(lines);
        checkFiles();
        Reliability.held(
                Promise.KILLS,
                what,
                "%d kills, %,d rows each file".formatted(kills, all.rows()),
                "%,d lines: each one outcome, one case and one message of the same bytes (%d fetched twice); ready again in %.1f to %.1f s"
                        .formatted(lines, again, readyAgain.getMin() / 1000.0, readyAgain.getMax() / 1000.0));
    }

    /** @return how many came more than once, with the same bytes */
    private int checkMessages(long lines) throws IOException {
        JsonMapper json = new JsonMapper();
        Map<String, String> byId = new HashMap<>();
        for (String name : messages()) {
            String message = Files.readString(
                    surroundings.neighbour("sind").resolve("cases").resolve(name));
            String other = byId.put(json.readTree(message).path("messageId").asText(), message);
            assertThat(other).isIn(null, message);
        }
        assertThat(byId).hasSize((int) lines);
        return messages().length - byId.size();
    }

    /** One receipt for each, in its two files; nothing that is half there, nothing in the way. */
    private void checkFiles() {
        for (String one : Municipalities.likeSilkeborg()) {
            assertThat(names(one, "IND"))
                    .containsExactlyInAnyOrder(
                            Municipalities.FILE + ".kvittering.csv", Municipalities.FILE + ".sftpreceipt");
            assertThat(names(one, "UD/behandlet"))
                    .containsExactlyInAnyOrder(Municipalities.FILE, Municipalities.FILE + ".trigger");
        }
        assertThat(names("norddjurs", "fra_sind").stream().filter(name -> !name.startsWith("STATUS_")))
                .containsExactly(Municipalities.NORDDJURS_FILE + ".kvittering.xml");
    }

    private List<String> names(String partner, String folder) {
        return List.of(surroundings.neighbour(partner).resolve(folder).toFile().list());
    }
}
