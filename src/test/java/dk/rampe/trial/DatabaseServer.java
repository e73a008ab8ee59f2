package dk.rampe.trial;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL of a trial's surroundings: of its own data folder, and no other. */
final class DatabaseServer {

    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final Surroundings surroundings;
    private final Path data;
    private final List<String> command;

    DatabaseServer(Surroundings surroundings) throws IOException {
        this.surroundings = surroundings;
        this.data = surroundings.folder().resolve("hub/postgres");
        this.command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(ARGUMENT.matcher(Files.readString(data.resolve("postmaster.opts")))
                .results()
                .map(DatabaseServer::unquoted)
                .toList());
    }

    private static String unquoted(MatchResult argument) {
        return argument.group(1) != null ? argument.group(1) : argument.group(2);
    }

    /** As {@code kill -9} of the server and all its processes does. */
    void kill() throws IOException {
        ProcessHandle server = process();
        List<ProcessHandle> all = new ArrayList<>(server.children().toList());
        all.add(0, server);
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    /** Without a word to its clients and without a checkpoint. */
    void shutDownImmediately() throws IOException {
        ProcessHandle server = process();
        new ProcessBuilder("kill", "-QUIT", String.valueOf(server.pid())).start();
        awaitEnd(List.of(server));
    }

    /** As an operator does before a copy of its files is made. */
    void shutDown() throws IOException {
        ProcessHandle server = process();
        new ProcessBuilder("kill", "-INT", String.valueOf(server.pid())).start();
        awaitEnd(List.of(server));
    }

    /** Of the files of a server that is shut down. */
    void copyTo(Path dump) throws IOException {
        FileSystemUtils.copyRecursively(data, dump);
    }

    /** Everything is as it was when the copy was made; the server is shut down. */
    void restore(Path dump) throws IOException {
        FileSystemUtils.deleteRecursively(data);
        FileSystemUtils.copyRecursively(dump, data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        await("PostgreSQL has ended")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /**
     * On the port it had; returns when it answers. It does not start while a process of the killed one is still there,
     * so it is started again then.
     */
    void start() throws IOException {
        AtomicReference<Process> starting = new AtomicReference<>(launch());
        await("PostgreSQL answers")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!starting.get().isAlive()) {
                        starting.set(launch());
                    }
                    return answers();
                });
    }

    private boolean answers() {
        try {
            return surroundings.count("select 1") == 1;
        } catch (DataAccessException notYet) {
            return false;
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        surroundings.folder().resolve("postgres-again.log").toFile()))
                .start();
    }

    private ProcessHandle process() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        if (!Path.of(lines.get(1)).equals(data)) {
            throw new IllegalStateException("the server of another folder");
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
    }
}
