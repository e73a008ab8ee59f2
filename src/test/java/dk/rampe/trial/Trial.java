package dk.rampe.trial;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/**
 * All stages, one after the other, on an empty database, with a hub that fails where it is told to and is started again
 * when it is gone.
 */
final class Trial {

    private static final List<String> NEIGHBOURS =
            List.of("silkeborg", "norddjurs", "aarhus", "randers", "odder", "sind", "defactum");
    private static final Duration STAGE = Duration.ofSeconds(120);

    /** What is looked at one after the other may pass on between two looks. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Surroundings surroundings;
    private final QuickStart start;
    private final Path control;
    private final List<String> settings;
    private final byte[] firstKeys;
    private HubProcess hub;
    private List<String> rows;
    private List<String> held;
    private LocalDateTime began;
    private Instant beganAt;

    /** @param start of a hub with the woven classes first */
    Trial(Surroundings surroundings, QuickStart start, Path routes, Path config, Path control) throws IOException {
        this.surroundings = surroundings;
        this.firstKeys = Files.readAllBytes(KeyOperator.keyFile(surroundings));
        this.start = start;
        this.control = control;
        this.settings = List.of(
                "--rampe.folders.routes=" + routes,
                Trials.settings(config),
                // not while lines are refused that have waited too long, for both look at the same copies
                "--rampe.retention.purge=0 30 3 19 * *",
                "--rampe.partners.silkeborg.sftp.note-fetched-every=1s",
                "--rampe.partners.norddjurs.sftp.note-fetched-every=1s");
    }

    /**
     * @param hits of each failpoint, by stage
     * @param unnamed commits that are no step of the table
     * @param fingerprints by stage
     * @param failed what has failed, by stage
     */
    record Outcome(
            Map<Stage, List<Failpoint>> hits,
            List<String> unnamed,
            Map<Stage, List<String>> fingerprints,
            Map<Stage, List<Failure>> failed) {}

    /**
     * Ends one stage after the last failure: what is the same then, after more has come in, goes on the same. Ends at once
     * where it is not the same.
     *
     * @param failures counted from the beginning of their stage; without any, all stages are gone through
     * @param expected fingerprints; none of a run that others are to be compared with
     */
    Outcome run(Map<Stage, List<Failure>> failures, Map<Stage, List<String>> expected)
            throws IOException, InterruptedException {
        Outcome outcome = new Outcome(
                new EnumMap<>(Stage.class), new ArrayList<>(), new EnumMap<>(Stage.class), new EnumMap<>(Stage.class));
        empty();
        try {
            for (Stage stage : stages(failures.keySet())) {
                List<Failure> armed = failures.getOrDefault(stage, List.of()).stream()
                        .flatMap(failure -> Plan.withCause(failure).stream())
                        .toList();
                arm(armed);
                beginAt(stage.at);
                stage.begin(surroundings);
                List<String> fingerprint = settle(stage, armed, expected.get(stage));
                outcome.fingerprints().put(stage, fingerprint);
                read(stage, outcome);
                if (!fingerprint.equals(expected.getOrDefault(stage, fingerprint))) {
                    break;
                }
            }
            return outcome;
        } finally {
            if (hub != null) {
                start.keep(hub);
                hub.kill();
                hub = null;
            }
        }
    }

    private static List<Stage> stages(Set<Stage> failing) {
        List<Stage> all = List.of(Stage.values());
        int last = failing.stream().mapToInt(Stage::ordinal).max().orElse(all.size());
        return all.subList(0, Math.min(last + 2, all.size()));
    }

    private void beginAt(LocalDateTime time) throws IOException {
        began = time;
        beganAt = Instant.now();
        if (hub == null) {
            launch();
            hub.awaitReadyOrGone();
        } else {
            hub.jumpTo(time);
        }
    }

    private LocalDateTime now() {
        return began.plus(Duration.between(beganAt, Instant.now()));
    }

    private void launch() throws IOException {
        List<String> options = new ArrayList<>(start.options());
        options.add("-D" + Failpoints.FOLDER + "=" + control);
        hub = HubProcess.launch(surroundings, start.classPath(), options, now(), settings.toArray(String[]::new));
    }

    /**
     * Until nothing is under way, and everybody holds what is expected; of what nobody expects, until it stays the same. A
     * quiet stage goes on for a while for what has not happened in it yet.
     *
     * @return what they hold then; when what is expected does not come, what they hold instead
     */
    private List<String> settle(Stage stage, List<Failure> armed, List<String> expected) {
        Instant longEnough = Instant.now().plus(PATIENCE);
        Nudge nudge = new Nudge();
        rows = null;
        held = null;
        try {
            await(stage + " settles")
                    .atMost(STAGE)
                    .pollInterval(Duration.ofMillis(200))
                    .during(expected == null ? QUIET : Duration.ZERO)
                    .until(() -> {
                        startAgainWhenGone();
                        nudge.whenItIsTime();
                        stage.goOn(surroundings, hub.port());
                        return stage.isSettled(surroundings)
                                && holds(expected)
                                && (haveHappened(armed) || Instant.now().isAfter(longEnough))
                                && hub.isAlive();
                    });
        } catch (ConditionTimeoutException e) {
            if (held == null) {
                throw new IllegalStateException(stage.counted(surroundings), e);
            }
        }
        return held;
    }

    private boolean haveHappened(List<Failure> armed) throws IOException {
        return hits().stream()
                        .filter(line -> line.startsWith(Failpoints.HAPPENED))
                        .count()
                >= armed.size();
    }

    private void startAgainWhenGone() throws IOException {
        if (!hub.isAlive()) {
            disarm();
            surroundings.leasesRunOut();
            launch();
            hub.awaitReady();
        }
    }

    private boolean holds(List<String> expected) {
        List<String> before = rows;
        rows = Holdings.of(surroundings, NEIGHBOURS);
        if (!rows.equals(before)) {
            held = Fingerprint.of(rows);
        }
        return expected == null ? rows.equals(before) : held.equals(expected);
    }

    /** What was thrown makes some things wait for minutes: time is put forward, the hub's and the database's. */
    private final class Nudge {
        private Instant next = Instant.now().plus(PATIENCE);

        void whenItIsTime() throws IOException {
            if (Instant.now().isAfter(next) && hits().stream().anyMatch(line -> line.startsWith(Failpoints.HAPPENED))) {
                began = now().plusMinutes(6);
                beganAt = Instant.now();
                hub.jumpTo(began);
                surroundings.deliveriesAreLetGo();
                next = Instant.now().plus(PATIENCE);
            }
        }
    }

    private void arm(List<Failure> failures) throws IOException {
        Files.deleteIfExists(control.resolve(Failpoints.HITS));
        Path draft = Files.write(
                control.resolve("draft"),
                failures.stream().map(Failure::toString).toList());
        Files.move(draft, control.resolve(Failpoints.ARMED), StandardCopyOption.ATOMIC_MOVE);
    }

    private void disarm() throws IOException {
        Path draft = Files.writeString(control.resolve("draft"), "");
        Files.move(draft, control.resolve(Failpoints.ARMED), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> hits() throws IOException {
        Path hits = control.resolve(Failpoints.HITS);
        return Files.exists(hits) ? Files.readAllLines(hits) : List.of();
    }

    private void read(Stage stage, Outcome outcome) throws IOException {
        List<Failpoint> points = new ArrayList<>();
        List<Failure> failed = new ArrayList<>();
        for (String line : hits()) {
            if (line.startsWith(Failpoints.UNNAMED)) {
                outcome.unnamed().add(line);
            } else if (line.startsWith(Failpoints.HAPPENED)) {
                failed.add(Failure.of(line.substring(Failpoints.HAPPENED.length() + 1)));
            } else {
                points.add(Failpoint.of(line));
            }
        }
        outcome.hits().put(stage, points);
        outcome.failed().put(stage, failed);
    }

    private void empty() throws IOException {
        // or the hub would take the database for a restored one
        FileSystemUtils.deleteRecursively(surroundings.folder().resolve("hub/daybook"));
        surroundings.sql().sql("drop schema if exists vault cascade").update();
        surroundings.sql().sql("drop schema public cascade").update();
        surroundings.sql().sql("create schema public").update();
        surroundings.sql().sql("grant usage on schema public to public").update();
        Files.write(KeyOperator.keyFile(surroundings), firstKeys);
        OdderUploads.forget(surroundings);
        forgetReleases();
        for (String neighbour : NEIGHBOURS) {
            try (Stream<Path> all = Files.walk(surroundings.neighbour(neighbour))) {
                all.filter(Files::isRegularFile).forEach(Trial::delete);
            }
        }
    }

    /** Each at once, or the evaluator would find one with half its files, and refuse it. */
    private void forgetReleases() throws IOException {
        Path forgotten = Files.createTempDirectory(surroundings.folder(), "forgotten");
        try (Stream<Path> releases =
                Files.list(surroundings.neighbour("defactum").resolve("ind"))) {
            for (Path release : releases.toList()) {
                Files.move(release, forgotten.resolve(release.getFileName()));
            }
        }
        FileSystemUtils.deleteRecursively(forgotten);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
