package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.partner.DanishTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The system's clock as the hub's process sees it is another's: it passes a clock change, jumps ahead and back. */
@EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "a minute: in the long form")
class FakedTimeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Rounds of the route that asks for releases. */
    private static final Duration SOME_ROUNDS = Duration.ofSeconds(12);

    private static final String RUNS = "select count(*) from timetable_run where schedule = 'release rampen'";

    @TempDir
    Path work;

    @Test
    void aClockChangeAndJumpsOfTwoDaysReleaseOncePerNightAndFilesGoOn() throws Exception {
        Optional<Path> library = library();
        assumeTrue(library.isPresent(), "NOT TRIED: there is no libfaketime (apt-get install faketime)");
        Instant change =
                DanishTime.ZONE.getRules().nextTransition(Instant.now()).getInstant();
        Path time = work.resolve("time");
        set(time, change.minusSeconds(3600));
        try (Surroundings surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false");
                HubProcess hub =
                        HubProcess.launch(surroundings, faked(library.get(), time), List.of(), begin(change))) {
            hub.awaitReady(PATIENCE);
            Workload workload = new Workload(surroundings);
            await().atMost(PATIENCE).until(() -> surroundings.count(RUNS) == 1);

            set(time, change.minusSeconds(2));
            send(workload);
            set(time, change.plusSeconds(3600));
            awaitReleases(surroundings, 1);
            send(workload);
            set(time, change.plus(Duration.ofDays(2)));
            awaitReleases(surroundings, 2);
            send(workload);
            set(time, change.plusSeconds(7200));
            send(workload);
            awaitReleases(surroundings, 2);
            set(time, change.plus(Duration.ofDays(1)).plusSeconds(3600));
            awaitReleases(surroundings, 3);
            workload.assertOneEffectEach();
            Reliability.held(
                    Promise.CLOCK,
                    "the hub's process has a false clock (libfaketime): it passes a clock change, jumps two days ahead and back",
                    "5 jumps",
                    "%d releases, one for each night that came; %d files, %d cases: one effect each"
                            .formatted(
                                    surroundings.count("select count(*) from release"),
                                    workload.files(),
                                    workload.cases()));
        }
    }

    private static LocalDateTime begin(Instant change) {
        return LocalDateTime.ofInstant(change.minusSeconds(3600), DanishTime.ZONE);
    }

    private static void send(Workload workload) throws Exception {
        workload.referrals(5);
        workload.conversations(2);
        workload.awaitWorkedThrough(PATIENCE);
    }

    /** That many, and no more while some more rounds go by. */
    private static void awaitReleases(Surroundings surroundings, int releases) {
        await().atMost(PATIENCE).until(() -> surroundings.count("select count(*) from release") == releases);
        await().during(SOME_ROUNDS)
                .atMost(SOME_ROUNDS.plusSeconds(5))
                .until(() -> surroundings.count("select count(*) from release") == releases);
        assertThat(surroundings.count("select count(*) from delivery where kind = 'RELEASE'"))
                .isEqualTo(releases);
    }

    private static List<String> faked(Path library, Path time) {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + time,
                "FAKETIME_CACHE_DURATION=1",
                "NO_FAKE_STAT=1",
                // what Java waits with is left alone, and the library does not mend it: else every wait is over at once
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    /** Time goes on from there. */
    private static void set(Path file, Instant instant) throws IOException {
        long ahead = Duration.between(Instant.now(), instant).toSeconds();
        Path draft = Files.writeString(file.resolveSibling("time.tmp"), "%+d\n".formatted(ahead));
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Path> library() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return folders.map(folder -> folder.resolve("faketime/libfaketime.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
