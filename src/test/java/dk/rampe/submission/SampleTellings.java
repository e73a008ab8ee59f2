package dk.rampe.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Header;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.submission.PaperHub.Telling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Every record of the sample deliveries that can be read, as it comes out of the real mappings. */
final class SampleTellings {

    private static final Path SAMPLES = Path.of("src/main/resources/sandbox");
    private static final Mappings MAPPINGS = Mappings.load(Path.of("mappings"));

    private SampleTellings() {}

    /** In the order of the files, which is that of their days; the provider's events last. */
    static List<Telling> all() {
        List<Telling> all = new ArrayList<>();
        files("silkeborg/UD", ".csv").forEach(file -> all.addAll(silkeborg(file)));
        files("norddjurs/til_sind", ".xml").forEach(file -> all.addAll(norddjurs(file)));
        all.addAll(progress());
        return all;
    }

    static List<Telling> progress() {
        List<Telling> events = new ArrayList<>();
        for (byte[] event : progressMessages()) {
            events.addAll(tellings("sind", null, null, List.of("progress"), event));
        }
        return events;
    }

    /** The 1,184 messages as they are on the wire. */
    static List<byte[]> progressMessages() {
        try (Stream<String> lines = Files.lines(SAMPLES.resolve("sind/progress/progress.jsonl"))) {
            return lines.map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Telling> silkeborg(Path file) {
        String name = file.getFileName().toString();
        String message = name.startsWith("henvisning") ? "referral" : "case-update";
        String stamp = name.replaceAll("^\\D*_|\\.csv$", "");
        return tellings("silkeborg", "740", stamp, List.of(message), content(file));
    }

    private static List<Telling> norddjurs(Path file) {
        return tellings("norddjurs", "707", null, List.of("referral", "case-update"), content(file));
    }

    /** Nothing of a file that is refused whole, nor of lines that are. */
    private static List<Telling> tellings(
            String partner, String municipality, String stamp, List<String> messages, byte[] content) {
        SubmissionFormat format = MAPPINGS.incoming(partner, messages);
        Header header;
        try {
            header = format.check(new ByteArrayInputStream(content));
        } catch (UnreadableSubmission e) {
            return List.of();
        }
        UUID submission = UUID.randomUUID();
        List<Telling> tellings = new ArrayList<>();
        format.read(new ByteArrayInputStream(content), 0, line -> {
            if (!line.refused()) {
                String version = stamp == null ? header.stamp() : stamp;
                tellings.add(new Telling(key(municipality, line.record()), told(submission, partner, version, line)));
            }
        });
        return tellings;
    }

    private static CaseKey key(String municipality, ObjectNode record) {
        return new CaseKey(
                municipality == null ? record.path("municipality").asText() : municipality,
                record.path("caseNumber").asText());
    }

    private static Told told(UUID submission, String partner, String stamp, Line line) {
        return new Told(submission, line.number(), partner, line.message(), line.record(), stamp, line.faults());
    }
}
