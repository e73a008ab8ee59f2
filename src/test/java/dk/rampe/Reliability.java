package dk.rampe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What trials found out about what the hub promises, written down by the trials themselves: long forms and the soak
 * write {@code docs/reliability.md}, short forms {@code target/reliability.md}. A trial replaces its own line.
 */
public final class Reliability {

    private static final Path SHORT = Path.of("target/reliability.md");
    private static final Path LONG = Path.of("docs/reliability.md");
    private static final String COLUMNS = "| tried | how often | came out |";
    private static final String RULE = "|---|---|---|";

    private Reliability() {}

    /**
     * To be called when the trial has held.
     *
     * @param tried in the same words each time; names the line
     * @param howOften with the unit: {@code 100 kills}
     * @param cameOut what was counted or measured, not what was hoped for
     */
    public static void held(Promise promise, String tried, String howOften, String cameOut) {
        Path document = Form.of(SHORT, LONG);
        try {
            Files.createDirectories(SHORT.getParent());
            try (FileChannel lock = FileChannel.open(
                            SHORT.resolveSibling("reliability.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                Map<Promise, Map<String, String>> lines = read(document);
                lines.computeIfAbsent(promise, none -> new TreeMap<>())
                        .put(tried, "| %s | %s | %s |".formatted(tried, howOften, cameOut));
                Path temporary = SHORT.resolveSibling("reliability.tmp");
                Files.writeString(temporary, text(lines));
                Files.move(temporary, document, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Promise, Map<String, String>> read(Path document) throws IOException {
        Map<Promise, Map<String, String>> lines = new EnumMap<>(Promise.class);
        Promise promise = null;
        for (String line : Files.exists(document) ? Files.readAllLines(document) : List.<String>of()) {
            if (line.startsWith("## ")) {
                promise = titled(line.substring(3));
            } else if (promise != null && line.startsWith("| ") && !line.equals(COLUMNS)) {
                lines.computeIfAbsent(promise, none -> new TreeMap<>()).put(line.split(" \\| ")[0].substring(2), line);
            }
        }
        return lines;
    }

    /** A section that no promise has any more goes. */
    private static Promise titled(String title) {
        return List.of(Promise.values()).stream()
                .filter(promise -> promise.title.equals(title))
                .findFirst()
                .orElse(null);
    }

    private static String text(Map<Promise, Map<String, String>> lines) {
        StringBuilder text = new StringBuilder("""
                # What was tried, how often, and what came out

                Written by the tests themselves; each line by the trial that it tells of, when it held. `mvn verify` runs short
                forms and writes `target/reliability.md`; `-Pfull` and `-Psoak` run longer ones and write this file, in which a line of a
                short form stands until a longer one has held.
                """);
        lines.forEach((promise, trials) -> text.append("\n## %s\n\n%s\n\n%s\n%s\n%s\n"
                .formatted(promise.title, promise.tried, COLUMNS, RULE, String.join("\n", trials.values()))));
        return text.toString();
    }
}
