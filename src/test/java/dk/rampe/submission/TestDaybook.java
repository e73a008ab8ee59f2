package dk.rampe.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The daybook of those test classes that need one: a folder of this run's own, empty when a hub starts. */
public final class TestDaybook {

    public static final Path FOLDER =
            Path.of("target", "daybook-" + ProcessHandle.current().pid());

    private TestDaybook() {}

    public static Map<String, String> settings() {
        return Map.of("rampe.folders.daybook", FOLDER.toString());
    }

    public static void empty() throws IOException {
        Files.createDirectories(FOLDER);
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.toList();
        }
    }
}
