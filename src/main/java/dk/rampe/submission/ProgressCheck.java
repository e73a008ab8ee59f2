package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.submission.FileCheck.Checked;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What a provider would be told about its events. Each line of a {@code .jsonl} file is a message of its own, as it
 * is on the broker; any other file is one.
 */
final class ProgressCheck {

    private static final Locale DANISH = Locale.forLanguageTag("da");

    private final SubmissionFormat format;
    private final List<String> refusals = new ArrayList<>();
    private long events;
    private long refused;

    ProgressCheck(SubmissionFormat format) {
        this.format = format;
    }

    Checked check(Path file) throws IOException {
        if (file.toString().endsWith(".jsonl")) {
            eachLine(file);
        } else {
            message(Files.readAllBytes(file), number -> "hændelse " + number);
        }
        String summary = "%d %s: %d modtaget, %d afvist."
                .formatted(events, events == 1 ? "hændelse" : "hændelser", events - refused, refused);
        return new Checked(String.join("", refusals), summary, refused > 0, List.of());
    }

    /** A sign is a byte here: what a line is in is for its reader to find out. */
    private void eachLine(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String place = "linje " + ++number;
                if (!line.isBlank()) {
                    message(line.getBytes(StandardCharsets.ISO_8859_1), any -> place);
                }
            }
        }
    }

    /** @param place how a record of the message is named, by its number */
    private void message(byte[] content, LongFunction<String> place) {
        try {
            format.check(new ByteArrayInputStream(content));
            format.read(new ByteArrayInputStream(content), 0, line -> {
                events++;
                if (line.refused()) {
                    refuse(place.apply(line.number()), line.faults());
                }
            });
        } catch (UnreadableSubmission e) {
            events++;
            refuse(place.apply(1), e.faults());
        }
    }

    private void refuse(String place, List<Fault> faults) {
        refused++;
        for (Fault fault : faults) {
            String field = fault.field() == null ? "" : " " + fault.field();
            refusals.add("%s: %s%s: %s%n".formatted(place, fault.code(), field, fault.text(DANISH)));
        }
    }
}
