package dk.rampe.submission;

import dk.rampe.mapping.Line;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Submission.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One batch of a submission's lines: outcomes, events and all that is owed, with the checkpoint, in one transaction.
 */
@Component
class BatchProcessing {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProcessing.class);

    private final Ledger ledger;
    private final Lines lines;
    private final Intake intake;
    private final WaitingLines waitingLines;
    private final LineErasure lineErasure;
    private final Receipts receipts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BatchProcessing(
            Ledger ledger,
            Lines lines,
            Intake intake,
            WaitingLines waitingLines,
            LineErasure lineErasure,
            Receipts receipts,
            TransactionTemplate transaction,
            Clock clock) {
        this.ledger = ledger;
        this.lines = lines;
        this.intake = intake;
        this.waitingLines = waitingLines;
        this.lineErasure = lineErasure;
        this.receipts = receipts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How far this node has come with a submission. */
    static final class Progress {
        private final Submission submission;
        private long checkpoint;

        Progress(Submission submission) {
            this.submission = submission;
            this.checkpoint = submission.checkpoint();
        }
    }

    /** @throws IllegalStateException when another node has gone on with the submission meanwhile */
    void take(Progress progress, List<Line> batch, boolean last) {
        Submission submission = progress.submission;
        transaction.executeWithoutResult(status -> {
            if (!ledger.holdAt(submission.id(), progress.checkpoint)) {
                throw new IllegalStateException("submission " + submission.id() + " is worked through elsewhere");
            }
            apply(submission, batch);
            if (!batch.isEmpty()) {
                ledger.advance(submission.id(), batch.get(batch.size() - 1).number());
            }
            if (last) {
                finish(submission);
            }
        });
        if (!batch.isEmpty()) {
            progress.checkpoint = batch.get(batch.size() - 1).number();
        }
    }

    /** Notes what became of the lines; joins the caller's transaction. */
    void apply(Submission submission, List<Line> batch) {
        List<Told> records = batch.stream()
                .filter(line -> line.record() != null)
                .map(line -> told(submission, line))
                .toList();
        List<String> others = batch.stream()
                .filter(line -> line.record() == null)
                .map(Line::caseNumber)
                .filter(Objects::nonNull)
                .toList();
        Intake.Result result = intake.take(submission.partner(), records, others);
        Map<Long, LineOutcome> outcomes = new HashMap<>();
        result.outcomes().forEach(outcome -> outcomes.put(outcome.line(), outcome));
        List<Lines.Entry> entries = new ArrayList<>();
        for (Line line : batch) {
            LineOutcome outcome = outcomes.getOrDefault(line.number(), ofNoRecord(submission, line));
            boolean erased = outcome.isOfErasedCase()
                    || line.record() == null && result.erased().contains(line.caseNumber());
            entries.add(new Lines.Entry(line, outcome, erased));
        }
        lines.add(entries);
        lineErasure.clearCopy(
                submission,
                entries.stream()
                        .filter(Lines.Entry::blank)
                        .map(entry -> entry.line().number())
                        .toList());
        waitingLines.add(submission, result.toWait());
        lines.change(result.takenUp());
        receipts.supplementary(ofOthers(submission, result.takenUp()));
    }

    private static LineOutcome ofNoRecord(Submission submission, Line line) {
        Outcome outcome = line.isEcho() ? Outcome.KNOWN : Outcome.REJECTED;
        return new LineOutcome(submission.id(), line.number(), outcome, null, line.faults());
    }

    /** What waited earlier in the same submission is told of in its own receipt, which is yet to come. */
    private static List<LineOutcome> ofOthers(Submission submission, List<LineOutcome> takenUp) {
        return takenUp.stream()
                .filter(line -> !line.submission().equals(submission.id()))
                .toList();
    }

    private void finish(Submission submission) {
        Map<Outcome, Long> counts = lines.counts(submission.id(), clock.instant());
        State state = State.after(counts);
        ledger.finish(submission.id(), state, ledger.faults(submission.id()));
        receipts.finished(submission.id(), submission.partner(), submission.name(), state);
        LOG.info(
                "{}: {} {} worked through: {} taken, {} known, {} waiting, {} refused",
                submission.partner(),
                submission.kind(),
                submission.shortId(),
                counts.get(Outcome.ACCEPTED) + counts.get(Outcome.WARNING),
                counts.get(Outcome.KNOWN),
                counts.get(Outcome.WAITING),
                counts.get(Outcome.REJECTED));
    }

    private static Told told(Submission submission, Line line) {
        return new Told(
                submission.id(),
                line.number(),
                submission.partner(),
                line.message(),
                line.record(),
                Stamps.ofLine(submission.stamp(), line.number()),
                line.faults());
    }
}
