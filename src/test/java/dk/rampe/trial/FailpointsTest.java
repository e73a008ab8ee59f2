package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub is halted at some of its durable steps, and in the end everybody holds what they hold when it is not; at all of
 * them in {@link EveryFailpointTest}.
 */
@DisabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "there, all failpoints are tried")
class FailpointsTest {

    @TempDir
    static Path work;

    private static Trials trials;

    @BeforeAll
    static void start() throws Exception {
        trials = Trials.start(work, 1);
    }

    @AfterAll
    static void stop() {
        trials.close();
    }

    @Test
    void everyStepOccursAndEveryCommitIsAStep() {
        Set<Step> reached = new HashSet<>();
        trials.undisturbed().hits().values().forEach(points -> points.forEach(point -> reached.add(point.step())));
        // nothing fails by itself
        reached.add(Step.FAILED);
        assertThat(reached).containsExactlyInAnyOrder(Step.values());
        assertThat(trials.undisturbed().unnamed()).isEmpty();
    }

    @Test
    void haltedAndStartedAgainItEndsTheSame() {
        Map<Stage, List<Failure>> halts = Map.of(
                Stage.REFERRALS, List.of(halt(Step.FILE_STORED, Moment.AFTER, 2)),
                Stage.LATE_CASES, List.of(halt(Step.MESSAGE_SENT, Moment.AFTER, 1)),
                Stage.NIGHT, List.of(halt(Step.BUNDLE_RENAMED, Moment.AFTER, 1)),
                Stage.A_YEAR_LATER, List.of(halt(Step.PURGED, Moment.AFTER, 2)));
        trials.carryOut(halts).held("Halted at failpoints and started again", "halts");
    }

    private static Failure halt(Step step, Moment moment, int hit) {
        return new Failure(new Failpoint(step, moment), hit, How.HALT);
    }
}
