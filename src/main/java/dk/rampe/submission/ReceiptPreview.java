package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.partner.Partner;
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
            return written(When.REFUSED, document(file, null), State.REFUSED, List.of(), e.faults());
        }
        List<Answer> answers = new ArrayList<>();
        try (InputStream content = Files.newInputStream(file)) {
            format.read(content, 0, line -> answers.add(answer(line)));
        }
        boolean refused = answers.stream().anyMatch(answer -> answer.outcome() == Outcome.REJECTED);
        State state = refused ? State.PARTLY : State.PROCESSED;
        return written(When.PROCESSED, document(file, sendersId), state, answers, List.of());
    }

    private ReceiptDocument document(Path file, String sendersId) {
        String name = file.getFileName().toString();
        return new ReceiptDocument(NO_SUBMISSION, name, sendersId, clock.instant())
                .recipient(ReceiptRendering.hubsName(partner));
    }

    /** Of several documents the first lists the lines, and the others refer to it; a workbook cannot be shown. */
    private Checked written(When when, ReceiptDocument receipt, State state, List<Answer> answers, List<Fault> faults) {
        receipt.finished(state, counts(answers), faults, null).lines(answers);
        String text = partner.receipts().documents(when).stream()
                .map(document -> mappings.outgoing(id, document.mapping()))
                .filter(format -> format.charset() != null)
                .map(format -> new String(receipt.written(format), format.charset()))
                .findFirst()
                .orElse("");
        return new Checked(text, receipt.header().path("summary").asText(), state != State.PROCESSED);
    }

    private static Answer answer(Line line) {
        Outcome accepted = line.faults().isEmpty() ? Outcome.ACCEPTED : Outcome.WARNING;
        Outcome outcome = line.refused() ? Outcome.REJECTED : accepted;
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
