package dk.rampe.submission;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All poisons, a hundred megabytes where they can be of any size, read by a process that has room for a third of one. */
class PoisonReadingTest {

    private static final long SIZE = 100_000_000;
    private static final String ROOM = "-Xmx32m";
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(2);

    /** @param heap bytes in use when the garbage is gone */
    private record Figure(Poison poison, String codes, long millis, long heap) {

        static Figure of(String line) {
            String[] parts = line.split(";", -1);
            return new Figure(Poison.valueOf(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        }

        @Override
        public String toString() {
            return "%s;%s;%d;%d".formatted(poison, codes, millis, heap);
        }
    }

    /** The process with little room. Says a line for each poison, and no more. */
    public static void main(String[] arguments) {
        Mappings mappings = Mappings.load(Path.of("mappings"));
        for (Poison poison : Poison.values()) {
            Refusal refusal = read(mappings, poison);
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(new Figure(poison, refusal.codes(), refusal.millis(), heap));
        }
    }

    private record Refusal(String codes, long millis) {}

    /** What is packed is in memory itself, and goes with this. */
    private static Refusal read(Mappings mappings, Poison poison) {
        SubmissionFormat format = mappings.incoming(poison.partner, poison.messages());
        InputStream content = poison.content(SIZE);
        long began = System.nanoTime();
        String codes = refusal(format, content);
        return new Refusal(codes, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static String refusal(SubmissionFormat format, InputStream content) {
        try {
            format.check(content);
            return "read";
        } catch (UnreadableSubmission e) {
            return e.faults().stream().map(Fault::code).distinct().collect(joining(" "));
        } catch (RuntimeException | OutOfMemoryError e) {
            return e.getClass().getSimpleName();
        }
    }

    @Test
    void eachIsRefusedByItsCodeWithinTwoSecondsInTheSameLittleRoom(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), Poison.CANARY);
        Path said = folder.resolve("said");
        try (ServerSocket server = new ServerSocket(0)) {
            Process reader = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            ROOM,
                            "-XX:+UseSerialGC",
                            "-D" + Poison.SECRET + "=" + secret.toUri(),
                            "-D" + Poison.SERVER + "=http://127.0.0.1:" + server.getLocalPort() + "/",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PoisonReadingTest.class.getName())
                    .redirectOutput(said.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                assertThat(reader.waitFor(3, TimeUnit.MINUTES)).isTrue();
            } finally {
                reader.destroyForcibly();
            }
            assertThat(Files.readString(said)).doesNotContain(Poison.CANARY);
            List<Figure> figures =
                    Files.readAllLines(said).stream().map(Figure::of).toList();
            check(figures);
            server.setSoTimeout(1);
            assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
            report(figures);
        }
    }

    private static void check(List<Figure> figures) {
        assertThat(figures).extracting(Figure::poison).containsExactly(Poison.values());
        SoftAssertions all = new SoftAssertions();
        figures.forEach(figure -> {
            all.assertThat(figure.codes())
                    .as("%s is refused by", figure.poison())
                    .isEqualTo(figure.poison().codes);
            all.assertThat(figure.millis())
                    .as("milliseconds to refuse %s", figure.poison())
                    .isLessThan(REFUSED_WITHIN.toMillis());
        });
        all.assertAll();
        assertThat(largest(figures, Figure::heap) - figures.get(0).heap())
                .as("what stays in memory")
                .isLessThan(2_000_000);
    }

    private static long largest(List<Figure> figures, Function<Figure, Long> figure) {
        return figures.stream().map(figure).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static void report(List<Figure> figures) {
        Reliability.held(
                Promise.POISON,
                "content of 100 MB, or as deep, wide or entangled as it can be, read with a heap of 32 MB",
                figures.size() + " poisons: CSV, XML, JSON, workbooks, packed",
                "each refused with its code, the slowest in %d ms; no entity fetched; %.1f MB of heap in use after the last"
                        .formatted(
                                largest(figures, Figure::millis),
                                figures.get(figures.size() - 1).heap() / 1e6));
    }
}
