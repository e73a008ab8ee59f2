package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every release folder that stands under its final name: {@code ud/<folder>.ok}, or {@code .fejl} with a text
 * when a file is missing.
 */
final class EvaluatorNeighbour implements AutoCloseable {

    /** As in the agreement; the hub's settings do not name it. */
    static final String ANSWERS = "ud";

    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorNeighbour.class);
    private static final List<String> EXPECTED = List.of("indicators.csv", "README.txt");
    private static final String FINAL_NAME = "rampe_";

    private final Path releases;
    private final Path answers;
    private final ScheduledExecutorService worker;

    private EvaluatorNeighbour(Path releases, Path answers, ScheduledExecutorService worker) {
        this.releases = releases;
        this.answers = answers;
        this.worker = worker;
    }

    static EvaluatorNeighbour start(String partner, String releases, SandboxFolders folders) throws IOException {
        Path home = folders.neighbour(partner);
        EvaluatorNeighbour neighbour = new EvaluatorNeighbour(
                Files.createDirectories(home.resolve(releases)),
                Files.createDirectories(home.resolve(ANSWERS)),
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "sandbox-" + partner);
                    thread.setDaemon(true);
                    return thread;
                }));
        neighbour.worker.scheduleWithFixedDelay(neighbour::answerAll, 1, 1, TimeUnit.SECONDS);
        return neighbour;
    }

    private void answerAll() {
        try {
            for (Path release : finished()) {
                answer(release);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Sandbox: {} cannot answer: {}", Thread.currentThread().getName(), e.toString());
        }
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> content = Files.list(releases)) {
            return content.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith(FINAL_NAME))
                    .sorted()
                    .toList();
        }
    }

    private void answer(Path release) throws IOException {
        Path ok = answers.resolve(release.getFileName() + ".ok");
        Path refused = answers.resolve(release.getFileName() + ".fejl");
        if (Files.exists(ok) || Files.exists(refused)) {
            return;
        }
        List<String> missing = EXPECTED.stream()
                .filter(file -> Files.notExists(release.resolve(file)))
                .toList();
        if (missing.isEmpty()) {
            Files.createFile(ok);
        } else if (Files.exists(release)) {
            Files.writeString(refused, String.join(", ", missing) + " mangler\n");
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
