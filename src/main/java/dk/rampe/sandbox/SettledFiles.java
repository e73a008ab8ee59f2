package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a person has laid into a folder of the sandbox. */
final class SettledFiles {

    private static final Duration SETTLED = Duration.ofSeconds(1);

    private SettledFiles() {}

    /** In the order of their names; not those that somebody is still copying there. */
    static List<Path> in(Path folder, Predicate<String> name) throws IOException {
        Instant before = Instant.now().minus(SETTLED);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name.test(file.getFileName().toString()))
                    .filter(file ->
                            Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(before))
                    .sorted()
                    .toList();
        }
    }
}
