package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL is a process of its own and lives on when the hub's is killed. It names itself in {@code postmaster.pid}
 * of its data folder: process id, then data folder. After a reboot the same id can be anybody's, so nothing is
 * signalled that is not PostgreSQL on this folder, and a file that names something else is removed.
 */
final class LeftoverPostmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LeftoverPostmaster() {}

    /** @throws IllegalStateException when it does not end */
    static void stop(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> postmaster = running(Files.readAllLines(file), dataFolder);
        if (postmaster.isPresent()) {
            end(postmaster.get(), file);
        }
        Files.deleteIfExists(file);
    }

    private static Optional<ProcessHandle> running(List<String> lines, Path dataFolder) {
        if (lines.size() < 2 || !Path.of(lines.get(1)).equals(dataFolder)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isPostgresOn(dataFolder, process.info()));
    }

    /** Windows does not tell a process's arguments; the name has to do there. */
    private static boolean isPostgresOn(Path dataFolder, ProcessHandle.Info process) {
        boolean postgres = process.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        return postgres
                && process.arguments()
                        .map(arguments -> List.of(arguments).contains(dataFolder.toString()))
                        .orElse(true);
    }

    /**
     * SIGINT is PostgreSQL's fast shutdown; what {@code destroy()} sends would wait for every client to leave. Its file
     * goes last of all, also where nobody collects the dead process.
     */
    private static void end(ProcessHandle postmaster, Path file) {
        String id = Long.toString(postmaster.pid());
        try {
            new ProcessBuilder("kill", "-INT", id).start();
        } catch (IOException noSuchCommand) {
            postmaster.destroy();
        }
        Instant deadline = Instant.now().plus(PATIENCE);
        while (postmaster.isAlive() && Files.exists(file)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "PostgreSQL of an earlier run, process " + id + ", does not end; stop it by hand");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
