package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.trial.Failure.How;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link FailpointsTest} at all of them: once each in the long form, three times each in the soak. There
 * {@code -Dsteps=} names those that are new, when the others have held.
 */
@EnabledIfSystemProperty(
        named = "long-forms",
        matches = "true",
        disabledReason = "a quarter of an hour: in the long form")
class EveryFailpointTest {

    private static final int SIDE_BY_SIDE = 3;

    private static final Set<Step> STEPS = Stream.of(
                    System.getProperty("steps", "").split(","))
            .filter(name -> !name.isEmpty())
            .map(Step::valueOf)
            .collect(Collectors.collectingAndThen(
                    Collectors.toSet(), named -> named.isEmpty() ? EnumSet.allOf(Step.class) : named));

    private static final String CHOSEN = STEPS.size() == Step.values().length
            ? "every failpoint"
            : "failpoints of " + STEPS.stream().map(Step::name).sorted().collect(Collectors.joining(", "));

    @TempDir
    static Path work;

    private static Trials trials;
    private static Map<Stage, List<Failpoint>> hits;

    @BeforeAll
    static void start() throws Exception {
        trials = Trials.start(work, SIDE_BY_SIDE);
        hits = trials.undisturbed().hits();
    }

    @AfterAll
    static void stop() {
        trials.close();
    }

    @Test
    void everyCommitIsAStep() {
        assertThat(trials.undisturbed().unnamed()).isEmpty();
    }

    @Test
    void haltedAtEveryFailpointItEndsTheSame() throws Exception {
        carryOut(Plan.ofOneEach(hits, How.HALT), "Halted at every failpoint", "halts");
    }

    @Test
    void withErrorsAtEveryFailpointItEndsTheSame() throws Exception {
        carryOut(Plan.ofOneEach(hits, How.THROW), "Errors thrown at every failpoint", "errors");
    }

    @Test
    @Tag("soak")
    void haltedAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        carryOut(
                Plan.ofThreeEach(chosen(), How.HALT), "Halted at " + CHOSEN + ", first, middle and last time", "halts");
    }

    @Test
    @Tag("soak")
    void withErrorsAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        carryOut(
                Plan.ofThreeEach(chosen(), How.THROW),
                "Errors thrown at " + CHOSEN + ", first, middle and last time",
                "errors");
    }

    private static Map<Stage, List<Failpoint>> chosen() {
        Map<Stage, List<Failpoint>> chosen = new EnumMap<>(Stage.class);
        hits.forEach((stage, points) -> chosen.put(
                stage,
                points.stream().filter(point -> STEPS.contains(point.step())).toList()));
        return chosen;
    }

    private static void carryOut(Plan plan, String what, String unit) throws Exception {
        Tried tried = trials.carryOut(plan);
        tried.assertNoDifference();
        assertThat(plan.untried()).isEmpty();
        assertThat(tried.points())
                .containsAll(Failpoint.all().stream()
                        .filter(point -> STEPS.contains(point.step()))
                        .toList());
        tried.held(what, "%s (%d of them at an earlier time than planned)".formatted(unit, plan.earlier()));
    }
}
