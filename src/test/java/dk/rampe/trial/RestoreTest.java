package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** As the hub and its command are used: last night's copy of the database takes the place of today's, while partners have gone on. */
@EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "a minute: in the long form")
class RestoreTest {

    private static final Duration LONG = Duration.ofMinutes(4);

    @TempDir
    Path work;

    @Test
    void whatTheRestoredDatabaseLacksIsNamedAndTakenOnceWhenItIsSentAgain() throws Exception {
        int files = 3;
        int cases = 40;
        int events = 20;
        try (Surroundings surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false")) {
            DatabaseServer server = new DatabaseServer(surroundings);
            Workload workload = new Workload(surroundings);
            try (HubProcess hub = HubProcess.start(surroundings)) {
                send(workload, files, cases, events);
                hub.stop();
            }
            server.shutDown();
            server.copyTo(work.resolve("dump"));
            server.start();
            try (HubProcess hub = HubProcess.start(surroundings)) {
                send(workload, files, cases, events);
                assertThat(missing(surroundings))
                        .as("before the restore")
                        .isEqualTo("Nothing is missing: the database" + " knows all that the daybook has.\n");
                hub.kill();
            }
            long lastNumber = surroundings.count("select max(number) from event");
            long lastSubmission = surroundings.count("select count(*) from submission");
            server.shutDown();
            server.restore(work.resolve("dump"));
            server.start();
            String lacks = missing(surroundings);
            assertThat(lacks.lines().filter(line -> line.contains("henvisning_")))
                    .hasSize(files);
            assertThat(lacks.lines().filter(line -> line.matches(".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")))
                    .hasSize(files * events);
            assertThat(surroundings.count("select count(*) from submission")).isLessThan(lastSubmission);

            try (HubProcess hub = HubProcess.start(surroundings)) {
                assertThat(hub.log()).contains("the database was restored: it does not know " + files * (events + 1));
                workload.sendFilesAgain();
                workload.sendEventsAgain();
                workload.awaitWorkedThrough(LONG);
                await().atMost(LONG)
                        .until(() -> surroundings.count("select count(*) from submission where state = 'DUPLICATE'")
                                == files * (events + 1));
                workload.assertOneEffectEachAtTheHub();
                assertThat(missing(surroundings)).startsWith("Nothing is missing");
                assertThat(surroundings.count("select min(number) from event where number > " + lastNumber))
                        .isPositive();
                assertThat(surroundings.count("select count(*) from event where number <= " + lastNumber))
                        .as("events with numbers that were given out before")
                        .isEqualTo(files * (cases + events));
            }
            Reliability.held(
                    Promise.RESTORE,
                    "last night's copy of the database is restored after partners have gone on, and all is sent again",
                    "once, %d of %d files and %d of %d events after the copy"
                            .formatted(files, 2 * files, files * events, 2 * files * events),
                    "named exactly: %d files and %d events; sent again, each has one effect; no number is given out twice"
                            .formatted(files, files * events));
        }
    }

    private static void send(Workload workload, int files, int cases, int events) throws Exception {
        for (int file = 0; file < files; file++) {
            workload.referrals(cases);
            workload.conversations(events);
        }
        workload.awaitWorkedThrough(LONG);
    }

    /** What the command says, in a process of its own. */
    private String missing(Surroundings surroundings) throws Exception {
        Path said = work.resolve("said");
        new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoreTest.class.getName(),
                        "missing",
                        "--hub",
                        surroundings.connections().toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        return Files.readString(said);
    }

    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
