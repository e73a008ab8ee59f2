package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub fails before and after each durable step, and in the end everybody holds what they hold when it does not. */
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
        Map<Stage, List<Failure>> halts = new EnumMap<>(Map.of(
                Stage.REFERRALS, List.of(halt(Step.FILE_STORED, Moment.AFTER, 2)),
                Stage.LATE_CASES, List.of(halt(Step.MESSAGE_SENT, Moment.AFTER, 1)),
                Stage.NIGHT, List.of(halt(Step.BUNDLE_RENAMED, Moment.AFTER, 1)),
                Stage.A_YEAR_LATER, List.of(halt(Step.PURGED, Moment.AFTER, 2))));
        if (Form.of(false, true)) {
            halts.put(Stage.UPDATES, List.of(halt(Step.MARKER_MOVED, Moment.AFTER, 1)));
            halts.put(Stage.ERASURE, List.of(halt(Step.ERASURE, Moment.AFTER, 1)));
            halts.put(Stage.FETCHED, List.of(halt(Step.FETCHED, Moment.BEFORE, 1)));
            halts.put(Stage.OVERDUE, List.of(halt(Step.OVERDUE_REFUSED, Moment.AFTER, 1)));
        }
        trials.carryOut(halts).held("Halted at failpoints and started again", "halts");
    }

    private static Failure halt(Step step, Moment moment, int hit) {
        return new Failure(new Failpoint(step, moment), hit, How.HALT);
    }
}
