package dk.rampe.trial;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The hub fails before and after each durable step, and in the end everybody holds what they hold when it does not. */
class FailpointsTest {

    private static final long SEED = 20261118;

    @TempDir
    static Path work;

    private static Surroundings surroundings;
    private static Trial trial;
    private static Trial.Outcome undisturbed;

    @BeforeAll
    static void start() throws Exception {
        Path woven = Files.createDirectory(work.resolve("woven"));
        Weaving.into(woven);
        surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false");
        trial = new Trial(
                surroundings,
                QuickStart.in(work, woven),
                quickRoutes(),
                config(),
                Files.createDirectory(work.resolve("control")));
        undisturbed = trial.run(Map.of());
    }

    /** As they are, but they look five times a second. */
    private static Path quickRoutes() throws IOException {
        Path routes = Files.createDirectory(work.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.writeString(
                        routes.resolve(file.getFileName()),
                        Files.readString(file).replaceAll("(initialDelay|delay): \\d+", "$1: 200"));
            }
        }
        return routes;
    }

    /** As it is, but Norddjurs is told once a day, so that it does not depend on how long things take. */
    private static Path config() throws IOException {
        Path config = work.resolve("config");
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        Path norddjurs = config.resolve("norddjurs/application.yml");
        Files.writeString(norddjurs, Files.readString(norddjurs).replace("every: 15m", "schedule: \"0 0 6 * * *\""));
        return config;
    }

    @AfterAll
    static void stop() {
        surroundings.close();
    }

    @Test
    void everyStepOccursAndEveryCommitIsAStep() {
        Set<Step> reached = new HashSet<>();
        undisturbed.hits().values().forEach(points -> points.forEach(point -> reached.add(point.step())));
        // nothing fails by itself
        reached.add(Step.FAILED);
        assertThat(reached).containsExactlyInAnyOrder(Step.values());
        assertThat(undisturbed.unnamed()).isEmpty();
    }

    @Test
    void haltedAndStartedAgainItEndsTheSame() throws Exception {
        Tried tried = new Tried();
        tried.run(Map.of(
                Stage.REFERRALS, List.of(halt(Step.FILE_STORED, Moment.AFTER, 2)),
                Stage.UPDATES, List.of(halt(Step.MARKER_MOVED, Moment.AFTER, 1)),
                Stage.LATE_CASES, List.of(halt(Step.MESSAGE_SENT, Moment.AFTER, 1)),
                Stage.ERASURE, List.of(halt(Step.ERASURE, Moment.AFTER, 1)),
                Stage.NIGHT, List.of(halt(Step.BUNDLE_RENAMED, Moment.AFTER, 1)),
                Stage.FETCHED, List.of(halt(Step.FETCHED, Moment.BEFORE, 1)),
                Stage.OVERDUE, List.of(halt(Step.OVERDUE_REFUSED, Moment.AFTER, 1)),
                Stage.A_YEAR_LATER, List.of(halt(Step.PURGED, Moment.AFTER, 2))));
        tried.held("Halted at failpoints and started again", "halts");
    }

    @Test
    @EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "a minute: in the long form")
    void whenSomethingIsThrownItEndsTheSame() throws Exception {
        Tried tried = new Tried();
        tried.runs(Plan.of(undisturbed.hits(), How.THROW, SEED), 1);
        tried.held("Errors thrown at failpoints", "errors");
    }

    @Test
    @Tag("soak")
    void haltedAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        Tried tried = new Tried();
        tried.runs(Plan.of(undisturbed.hits(), How.HALT, SEED), Integer.MAX_VALUE);
        assertThat(tried.points()).containsExactlyInAnyOrderElementsOf(allPoints());
        tried.held("Halted at every failpoint, first, middle and last time", "halts");
    }

    @Test
    @Tag("soak")
    void withErrorsAtEveryFailpointTheFirstAMiddleAndTheLastTimeItEndsTheSame() throws Exception {
        Tried tried = new Tried();
        tried.runs(Plan.of(undisturbed.hits(), How.THROW, SEED), Integer.MAX_VALUE);
        assertThat(tried.points()).containsExactlyInAnyOrderElementsOf(allPoints());
        tried.held("Errors thrown at every failpoint, first, middle and last time", "errors");
    }

    private static List<Failpoint> allPoints() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(Moment.values()).map(moment -> new Failpoint(step, moment)))
                .toList();
    }

    private static Failure halt(Step step, Moment moment, int hit) {
        return new Failure(new Failpoint(step, moment), hit, How.HALT);
    }

    /** Runs, each of which must end as the undisturbed one did. */
    private static final class Tried {
        private final List<Failure> failed = new ArrayList<>();
        private long compared;

        void runs(Plan plan, int most) throws IOException, InterruptedException {
            for (int run = 0; run < most && !plan.isDone(); run++) {
                Map<Stage, List<Failure>> now = plan.next();
                List<Failure> happened = run(now);
                now.forEach((stage, failures) -> failures.stream()
                        .filter(failure -> !happened.contains(failure) && failure.hit() > 1)
                        .forEach(failure -> plan.again(stage, failure)));
            }
        }

        List<Failure> run(Map<Stage, List<Failure>> failures) throws IOException, InterruptedException {
            Trial.Outcome outcome = trial.run(failures);
            for (Stage stage : Stage.values()) {
                List<String> same = undisturbed.fingerprints().get(stage);
                List<String> now = outcome.fingerprints().get(stage);
                assertThat(without(same, now))
                        .as("missing at %s after %s", stage, outcome.failed())
                        .isEmpty();
                assertThat(without(now, same))
                        .as("too much at %s after %s", stage, outcome.failed())
                        .isEmpty();
                compared += same.size();
            }
            failed.addAll(outcome.failed());
            return outcome.failed();
        }

        private static List<String> without(List<String> some, List<String> others) {
            List<String> rest = new ArrayList<>(some);
            others.forEach(rest::remove);
            return rest;
        }

        Set<Failpoint> points() {
            return failed.stream().map(Failure::at).collect(toSet());
        }

        void held(String what, String unit) {
            assertThat(failed).isNotEmpty();
            Reliability.held(
                    Promise.FAILPOINTS,
                    what,
                    "%d %s at %d of %d failpoints"
                            .formatted(
                                    failed.size(),
                                    unit,
                                    points().size(),
                                    allPoints().size()),
                    "%,d rows and files at hub and neighbours compared with an undisturbed run: all the same"
                            .formatted(compared));
        }
    }
}
