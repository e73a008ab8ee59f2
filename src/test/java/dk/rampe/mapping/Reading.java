package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** Reads content with the real mappings, the way the hub does. */
record Reading(SubmissionFormat format, Charset charset) {

    private static final Mappings MAPPINGS = Mappings.load(Samples.MAPPINGS);

    static Reading silkeborg(String message) {
        return new Reading(MAPPINGS.incoming("silkeborg", List.of(message)), Charset.forName("windows-1252"));
    }

    static Reading norddjurs() {
        return new Reading(
                MAPPINGS.incoming("norddjurs", List.of("referral", "case-update")), Charset.forName("UTF-8"));
    }

    static Reading aarhus() {
        return new Reading(MAPPINGS.incoming("aarhus", List.of("referral")), Charset.forName("UTF-8"));
    }

    static Reading sind() {
        return new Reading(MAPPINGS.incoming("sind", List.of("progress")), Charset.forName("UTF-8"));
    }

    Header header(String content) throws UnreadableSubmission {
        return format.check(bytes(content));
    }

    List<Line> lines(String content) {
        return linesAfter(0, content);
    }

    List<Line> linesAfter(long line, String content) {
        List<Line> lines = new ArrayList<>();
        format.read(bytes(content), line, lines::add);
        return lines;
    }

    Line line(String content) {
        return lines(content).get(0);
    }

    /** Codes with fields, e.g. {@code R-1203 Henvist dato}. */
    static List<String> said(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.field() == null ? fault.code() : fault.code() + " " + fault.field())
                .toList();
    }

    List<String> refusal(String content) {
        return refusal(bytes(content));
    }

    List<String> refusal(InputStream content) {
        return said(catchThrowableOfType(UnreadableSubmission.class, () -> format.check(content))
                .faults());
    }

    private InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(charset));
    }
}
