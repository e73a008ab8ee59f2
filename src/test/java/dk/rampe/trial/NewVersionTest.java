package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The present hub starts on the database of an older version that was stopped in the middle of its work. */
@EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "a minute: in the long form")
class NewVersionTest {

    private static final String OLDER = "13";

    @TempDir
    Path work;

    @Test
    void whatTheOlderVersionHadInHandIsFinishedByTheNewOne() throws Exception {
        int stops = 3;
        try (Surroundings surroundings = Surroundings.start(work, "--rampe.sandbox.samples=false")) {
            Workload workload = new Workload(surroundings);
            long inHand = 0;
            for (int stop = 0; stop < stops; stop++) {
                try (HubProcess hub = HubProcess.start(surroundings)) {
                    long before = workload.casesSent();
                    workload.referrals(300);
                    workload.conversations(100);
                    int some = 20 + 60 * stop;
                    await().atMost(Duration.ofSeconds(60))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> workload.casesSent() > before + some);
                    hub.kill();
                }
                inHand += surroundings.count("""
                        select (select count(*) from submission where state = 'STORED')
                             + (select count(*) from delivery where state = 'PENDING' and kind <> 'STATUS')""");
            }
            assertThat(inHand).as("submissions and deliveries in hand").isPositive();
            new OlderDatabase(surroundings.url()).replace(OLDER);
            try (HubProcess hub = HubProcess.start(surroundings)) {
                workload.referrals(10);
                workload.awaitWorkedThrough(Duration.ofMinutes(2));
                workload.assertOneEffectEach();
                long migrations = surroundings.count(
                        "select count(*) from flyway_schema_history where success and version::int > " + OLDER);
                assertThat(migrations).isPositive();
                assertThat(hub.log()).doesNotContain(" ERROR ");
                Reliability.held(
                        Promise.RESTORE,
                        "a hub is stopped (kill -9) in the middle, and the present version starts on its database as of V013",
                        stops + " stops",
                        "%d migrations ran; %d submissions and deliveries were in hand; %d cases, %d events: one effect each"
                                .formatted(migrations, inHand, workload.cases(), workload.events()));
            }
        }
    }
}
