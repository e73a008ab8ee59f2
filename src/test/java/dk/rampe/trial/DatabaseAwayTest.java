package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed, or cannot be had, while files and events come in. */
class DatabaseAwayTest {

    private static final int CASES = 60;
    private static final int EVENTS = 20;

    @TempDir
    Path work;

    @Test
    void aDatabaseThatIsKilledAgainAndAgainLosesNothingAndDoublesNothing() throws Exception {
        int kills = Form.of(4, 20);
        try (Surroundings surroundings = Surroundings.start(work, "--rampe.sandbox.samples=false");
                HubProcess hub = HubProcess.start(surroundings)) {
            DatabaseServer server = new DatabaseServer(surroundings);
            Workload workload = new Workload(surroundings);
            for (int kill = 0; kill < kills; kill++) {
                long before = workload.casesSent();
                workload.referrals(CASES);
                workload.conversations(EVENTS);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> workload.casesSent() > before);
                if (kill % 2 == 0) {
                    server.kill();
                } else {
                    server.shutDownImmediately();
                }
                workload.referrals(1);
                server.start();
            }
            workload.awaitWorkedThrough(Duration.ofMinutes(3));
            workload.assertOneEffectEach();
            long warnings = hub.log().lines().filter(line -> line.matches("\\S+ (WARN|ERROR).*")).count();
            System.out.println(hub.log());
            assertThat(warnings).as("lines of warning").isLessThanOrEqualTo(kills * 3L);
            Reliability.held(
                    Promise.DATABASE,
                    "PostgreSQL is killed (kill -9, immediate shutdown) while files and events come in, and started again",
                    kills + " times",
                    "%d files, %d cases, %d events: one effect each; %d files told as repeated; the hub goes on by itself"
                            .formatted(workload.files(), workload.cases(), workload.events(), workload.repeated()));
        }
    }
}
