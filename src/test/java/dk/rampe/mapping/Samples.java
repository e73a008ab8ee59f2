package dk.rampe.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample pairs in {@code mappings/<partner>/samples/<message>/<case>/}; see mappings/README.md. */
final class Samples {

    static final Path MAPPINGS = Path.of("mappings");

    private Samples() {}

    record Sample(Path folder) {

        String name() {
            return partner() + "/" + message() + "/" + folder.getFileName();
        }

        String partner() {
            return folder.getName(1).toString();
        }

        String message() {
            return folder.getName(3).toString();
        }

        /** The file of that name, whatever it ends in. */
        Path file(String name) {
            return files(folder)
                    .filter(file -> file.getFileName().toString().startsWith(name + "."))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(name() + " has no " + name));
        }

        /** What goes out starts as JSON and ends as the partner's format; what comes in always ends as JSON. */
        boolean isOutgoing() {
            return !file("expected").toString().endsWith(".json");
        }
    }

    static List<Sample> incoming() {
        return all().stream().filter(sample -> !sample.isOutgoing()).toList();
    }

    static List<Sample> outgoing() {
        return all().stream().filter(Sample::isOutgoing).toList();
    }

    static List<Sample> all() {
        return files(MAPPINGS)
                .map(partner -> partner.resolve("samples"))
                .filter(Files::isDirectory)
                .flatMap(Samples::files)
                .flatMap(Samples::files)
                .map(Sample::new)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
