package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The hub fails before and after each durable step, and in the end everybody holds what they hold when it does not. */
class FailpointsTest {

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
        Files.writeString(
                norddjurs, Files.readString(norddjurs).replace("every: 15m", "schedule: \"0 0 6 * * *\""));
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
    void haltedAnywhereItEndsTheSame() throws Exception {
        Map<Stage, List<Failure>> run = new EnumMap<>(Stage.class);
        run.put(Stage.REFERRALS, List.of(halt(Step.FILE_STORED, Moment.AFTER, 2)));
        run.put(Stage.UPDATES, List.of(halt(Step.MARKER_MOVED, Moment.AFTER, 1)));
        run.put(Stage.LATE_CASES, List.of(halt(Step.MESSAGE_SENT, Moment.AFTER, 1)));
        run.put(Stage.ERASURE, List.of(halt(Step.ERASURE, Moment.AFTER, 1)));
        run.put(Stage.NIGHT, List.of(halt(Step.BUNDLE_RENAMED, Moment.AFTER, 1)));
        run.put(Stage.FETCHED, List.of(halt(Step.FETCHED, Moment.BEFORE, 1)));
        run.put(Stage.A_MONTH_LATER, List.of(halt(Step.OVERDUE_REFUSED, Moment.AFTER, 1)));
        run.put(Stage.A_YEAR_LATER, List.of(halt(Step.PURGED, Moment.AFTER, 2)));
        compare(trial.run(run), run);
    }

    private static Failure halt(Step step, Moment moment, int hit) {
        return new Failure(new Failpoint(step, moment), hit, How.HALT);
    }

    private static void compare(Trial.Outcome outcome, Map<Stage, List<Failure>> run) throws IOException {
        for (Stage stage : Stage.values()) {
            Files.write(Path.of("/tmp/points-fp-a-" + stage), undisturbed.fingerprints().get(stage));
            Files.write(Path.of("/tmp/points-fp-b-" + stage), outcome.fingerprints().get(stage));
        }
        System.out.println("FAILED " + outcome.failed());
        for (Stage stage : Stage.values()) {
            if (stage.isCompared()) {
                assertThat(outcome.fingerprints().get(stage))
                        .as("%s after %s", stage, run)
                        .isEqualTo(undisturbed.fingerprints().get(stage));
            }
        }
    }
}
