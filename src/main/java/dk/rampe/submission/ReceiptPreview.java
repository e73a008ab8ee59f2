package dk.rampe.submission;

import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.DocumentFormat;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Document;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.submission.FileCheck.Checked;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Lines.Answer;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The receipt of a file that is not stored. */
final class ReceiptPreview {

    /** Stands where a receipt has the hub's id of the submission, which there is none of. */
    private static final String NO_SUBMISSION = new UUID(0, 0).toString();

    private final String id;
    private final Partner partner;
    private final Mappings mappings;
    private final Clock clock;

    ReceiptPreview(String id, Partner partner, Mappings mappings, Clock clock) {
        this.id = id;
        this.partner = partner;
        this.mappings = mappings;
        this.clock = clock;
    }

    Checked of(List<String> messages, Path file) throws IOException {
        SubmissionFormat format = mappings.incoming(id, messages);
        String sendersId;
        try (InputStream content = Files.newInputStream(file)) {
            sendersId = format.check(content).sendersId();
        } catch (UnreadableSubmission e) {
            return written(file, When.REFUSED, document(file, null), State.REFUSED, List.of(), e.faults());
        }
        List<Answer> answers = new ArrayList<>();
        try (InputStream content = Files.newInputStream(file)) {
            format.read(content, 0, line -> answers.add(answer(line)));
        }
        boolean refused = answers.stream().anyMatch(answer -> answer.outcome() == Outcome.REJECTED);
        State state = refused ? State.PARTLY : State.PROCESSED;
        return written(file, When.PROCESSED, document(file, sendersId), state, answers, List.of());
    }

    private ReceiptDocument document(Path file, String sendersId) {
        String name = file.getFileName().toString();
        return new ReceiptDocument(NO_SUBMISSION, name, sendersId, clock.instant())
                .recipient(ReceiptRendering.hubsName(partner));
    }

    /** Of several documents the first lists the lines, and the others refer to it; a workbook cannot be shown. */
    private Checked written(
            Path file, When when, ReceiptDocument receipt, State state, List<Answer> answers, List<Fault> faults)
            throws IOException {
        receipt.finished(state, counts(answers), faults, null).lines(answers);
        String text = "";
        List<PostedFile> files = new ArrayList<>();
        for (Document document : partner.receipts().documents(when)) {
            DocumentFormat format = mappings.outgoing(id, document.mapping());
            try (InputStream content = Files.newInputStream(file)) {
                byte[] written = receipt.written(format, content);
                String name =
                        document.name().replace("{file}", file.getFileName().toString());
                files.add(new PostedFile(name, written, true));
                text = text.isEmpty() && format.charset() != null ? new String(written, format.charset()) : text;
            }
        }
        return new Checked(text, receipt.header().path("summary").asText(), state != State.PROCESSED, files);
    }

    private static Answer answer(Line line) {
        Outcome accepted = line.faults().isEmpty() ? Outcome.ACCEPTED : Outcome.WARNING;
        Outcome taken = line.isEcho() ? Outcome.KNOWN : accepted;
        Outcome outcome = line.refused() ? Outcome.REJECTED : taken;
        return new Answer(line.number(), line.element(), line.caseNumber(), false, outcome, line.faults());
    }

    private static Map<Outcome, Long> counts(List<Answer> answers) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        answers.forEach(answer -> counts.merge(answer.outcome(), 1L, Long::sum));
        return counts;
    }
}
