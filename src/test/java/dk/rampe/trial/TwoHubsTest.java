package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one database and one broker, one of which is held up past its leases, or killed, in the middle. */
class TwoHubsTest {

    private static final Duration OFTEN = Duration.ofMillis(20);

    /** A lease, and the polls after it. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);

    /** Of all nodes' clocks: one that is behind sends later. */
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 18, 12, 0);

    private static final int CASES = 150;

    @TempDir
    Path work;

    private final List<Duration> takeOvers = new ArrayList<>();
    private long claimed;

    @Test
    void whatOneHubHeldWhenItWasHeldUpTheOtherDoesAndNothingIsDoneTwice() throws Exception {
        try (Surroundings surroundings = Surroundings.start(work, "--rampe.sandbox.samples=false");
                HubProcess one = HubProcess.launch(surroundings);
                HubProcess other = HubProcess.launch(surroundings)) {
            one.awaitReady();
            other.awaitReady();
            Workload workload = new Workload(surroundings);
            untilInTheMiddle(workload);
            one.holdUp();
            awaitTakeOver(surroundings, workload);
            workload.awaitWorkedThrough(Duration.ofSeconds(60));
            one.goOn();
            workload.referrals(1);
            workload.awaitWorkedThrough(Duration.ofSeconds(30));
            await().during(Duration.ofSeconds(1)).until(workload::isWorkedThrough);
            workload.assertOneEffectEach();
            Reliability.held(
                    Promise.TWO_HUBS,
                    "one of two is held up (kill -STOP) while it fetches and sends, for longer than its leases, and goes on",
                    "once",
                    "%d files, %d cases: one effect each; %d files told as repeated; all taken over within %s s"
                            .formatted(workload.files(), workload.cases(), workload.repeated(), longest()));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "minutes: in the long form")
    void whatOneHubHeldWhenItWasKilledTheOtherDoesAndNothingIsDoneTwice() throws Exception {
        int kills = 3;
        try (Surroundings surroundings = Surroundings.start(work, "--rampe.sandbox.samples=false")) {
            Instant begin = Instant.now();
            HubProcess one = HubProcess.launch(surroundings, List.of(), NOON);
            HubProcess other = HubProcess.launch(surroundings, List.of(), NOON);
            try {
                one.awaitReady();
                other.awaitReady();
                Workload workload = new Workload(surroundings);
                for (int kill = 0; kill < kills; kill++) {
                    untilInTheMiddle(workload);
                    one.kill();
                    awaitTakeOver(surroundings, workload);
                    workload.awaitWorkedThrough(Duration.ofSeconds(60));
                    workload.assertOneEffectEach();
                    one = other;
                    other = HubProcess.launch(
                            surroundings, List.of(), NOON.plus(Duration.between(begin, Instant.now())));
                    other.awaitReady();
                }
                Reliability.held(
                        Promise.TWO_HUBS,
                        "one of two is killed (kill -9) while it fetches and sends",
                        kills + " times",
                        "%d files, %d cases: one effect each; %d files told as repeated; all taken over within %s s"
                                .formatted(workload.files(), workload.cases(), workload.repeated(), longest()));
            } finally {
                one.close();
                other.close();
            }
        }
    }

    /** Files lie ready, one is being worked through, and its cases go out. */
    private void untilInTheMiddle(Workload workload) throws Exception {
        long before = workload.casesSent();
        workload.referrals(CASES);
        workload.referrals(CASES);
        await().atMost(Duration.ofSeconds(40)).pollInterval(OFTEN).until(() -> workload.casesSent() > before + 10);
    }

    /** Of what it has claimed to send, and of the right to poll. What comes in meanwhile is fetched too. */
    private void awaitTakeOver(Surroundings surroundings, Workload workload) throws Exception {
        Instant begin = Instant.now();
        surroundings.sql().sql("""
                create table held_up as
                select id, fence from delivery where state = 'PENDING' and lease_until > now()""").update();
        claimed += surroundings.count("select count(*) from held_up");
        workload.referrals(3);
        await("another hub has taken over")
                .atMost(TAKE_OVER.plusSeconds(10))
                .pollInterval(OFTEN)
                .until(() -> surroundings.count("""
                                select count(*) from held_up join delivery using (id, fence) where state = 'PENDING'""") == 0
                        && surroundings.count("select count(*) from submission where state <> 'DUPLICATE'")
                                == workload.files());
        takeOvers.add(Duration.between(begin, Instant.now()));
        surroundings.sql().sql("drop table held_up").update();
        // what a busy machine needs for a poll comes on top
        assertThat(Collections.max(takeOvers)).isLessThanOrEqualTo(TAKE_OVER);
    }

    private long longest() {
        return Collections.max(takeOvers).toSeconds() + 1;
    }
}
