package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.trial.Failure.How;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link FailpointsTest} at all of them, the first, a middle and the last time. */
@EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "half an hour: in the long form")
class EveryFailpointTest {

    private static final int SIDE_BY_SIDE = 2;

    @TempDir
    static Path work;

    private static Trials trials;

    @BeforeAll
    static void start() throws Exception {
        trials = Trials.start(work, SIDE_BY_SIDE);
    }

    @AfterAll
    static void stop() {
        trials.close();
    }

    @Test
    void haltedAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        tryEveryFailpoint(How.HALT, "Halted at every failpoint, first, middle and last time", "halts");
    }

    @Test
    void withErrorsAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        tryEveryFailpoint(How.THROW, "Errors thrown at every failpoint, first, middle and last time", "errors");
    }

    private static void tryEveryFailpoint(How how, String what, String unit) throws Exception {
        assertThat(trials.undisturbed().unnamed())
                .as("commits that are no step")
                .isEmpty();
        Plan plan = Plan.of(trials.undisturbed().hits(), how);
        Tried tried = trials.carryOut(plan);
        tried.assertNoDifference();
        assertThat(plan.untried()).isEmpty();
        assertThat(tried.points()).containsExactlyInAnyOrderElementsOf(Failpoint.all());
        tried.held(what, "%s (%d of them at an earlier time than planned)".formatted(unit, plan.earlier()));
    }
}
