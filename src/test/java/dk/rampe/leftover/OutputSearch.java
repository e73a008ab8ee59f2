package dk.rampe.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Searches all that tests print, and fails the class whose tests printed a person number. At the end of a run of the
 * whole suite it writes down how much was searched.
 */
public final class OutputSearch implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final PersonNumberSearch OUTPUT = new PersonNumberSearch(null);
    private static final AtomicLong TESTS = new AtomicLong();
    private static final long WHOLE_SUITE = 1_000;

    static {
        System.setOut(new PrintStream(new Copying(System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Copying(System.err), true, StandardCharsets.UTF_8));
    }

    /** Ends with the process's last test. */
    private record Summary() implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() throws IOException {
            // all processes of one build write into one folder
            Path folder = Files.createDirectories(Path.of("target", "leftover", System.getProperty("build", "none")));
            String process = String.valueOf(ProcessHandle.current().pid());
            // at once, for another process may be reading
            Files.move(
                    Files.writeString(folder.resolveSibling(process), TESTS + " " + PersonNumberSearch.searched()),
                    folder.resolve(process),
                    StandardCopyOption.ATOMIC_MOVE);
            List<long[]> figures;
            try (Stream<Path> files = Files.list(folder)) {
                figures = files.map(Summary::figures).toList();
            }
            long tests = figures.stream().mapToLong(one -> one[0]).sum();
            long bytes = figures.stream().mapToLong(one -> one[1]).sum();
            if (tests >= WHOLE_SUITE) {
                Reliability.held(
                        Promise.PERSON_NUMBERS,
                        "output of every test; tables, logs, working folders and the broker's journal of every test that has them",
                        "%,d tests, %,d MB".formatted(tests, bytes / 1_000_000),
                        "0 person numbers, but in case messages to the provider");
            }
        }

        private static long[] figures(Path file) {
            try {
                String[] words = Files.readString(file).split(" ");
                return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
            } catch (IOException e) {
                return new long[2];
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Summary.class, first -> new Summary());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TESTS.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(OUTPUT.found())
                .as("person numbers in what tests have printed, up to " + context.getDisplayName())
                .isZero();
    }

    private static final class Copying extends OutputStream {

        private final OutputStream original;

        Copying(OutputStream original) {
            this.original = original;
        }

        @Override
        public void write(int next) throws IOException {
            original.write(next);
            OUTPUT.write(next);
        }

        @Override
        public void write(byte[] content, int from, int length) throws IOException {
            original.write(content, from, length);
            OUTPUT.write(content, from, length);
        }

        @Override
        public void flush() throws IOException {
            original.flush();
        }
    }
}
