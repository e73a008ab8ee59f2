package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.mapping.Header;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works through what is stored: files in two passes over the archive: the first finds what refuses the file whole and writes
 * nothing; the second takes the lines in batches, each one transaction with its checkpoint, the receipt with the
 * last. A stop at any point is gone on from. Events are here only when they were set aside.
 */
@Component("submissionProcessing")
public class SubmissionProcessing {

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionProcessing.class);
    private static final int BATCH = 500;

    /** Calls are worked through by who answers them; this long nobody else does. */
    private static final Duration CALLERS_TIME = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Archive archive;
    private final Formats formats;
    private final BatchProcessing batches;
    private final EventsSetAside eventsSetAside;
    private final Receipts receipts;
    private final TransactionTemplate transaction;
    private final Pauses pauses;
    private final Clock clock;

    SubmissionProcessing(
            Ledger ledger,
            Archive archive,
            Formats formats,
            BatchProcessing batches,
            EventsSetAside eventsSetAside,
            Receipts receipts,
            TransactionTemplate transaction,
            Clock clock) {
        this.ledger = ledger;
        this.archive = archive;
        this.formats = formats;
        this.batches = batches;
        this.eventsSetAside = eventsSetAside;
        this.receipts = receipts;
        this.transaction = transaction;
        this.pauses = new Pauses(clock);
        this.clock = clock;
    }

    /** Ids of what is stored and not worked through, oldest first; what has just failed is left alone for a while. */
    public List<UUID> waiting() {
        return ledger.toProcess(pauses.running(), clock.instant().minus(CALLERS_TIME));
    }

    /** Changes nothing when somebody else has finished it. */
    public void process(UUID id) throws IOException {
        try {
            workThrough(id);
            pauses.end(id);
        } catch (IOException | RuntimeException e) {
            pauses.lengthen(id);
            throw e;
        }
    }

    private void workThrough(UUID id) throws IOException {
        Submission submission = ledger.find(id);
        if (submission.state() != State.STORED) {
            return;
        }
        if (formats.isEvent(submission)) {
            eventsSetAside.workThrough(submission);
            return;
        }
        SubmissionFormat format = formats.of(submission);
        Header header;
        try (InputStream content = archive.read(submission)) {
            header = format.check(content);
        } catch (UnreadableSubmission e) {
            transaction.executeWithoutResult(status -> refuse(submission, e));
            return;
        }
        takeLines(describe(submission, header), format);
    }

    private void refuse(Submission submission, UnreadableSubmission refusal) {
        if (ledger.holdAt(submission.id(), submission.checkpoint())) {
            if (submission.sendersId() == null) {
                ledger.describe(submission.id(), refusal.sendersId(), submission.stamp(), null, refusal.faults());
            }
            ledger.finish(submission.id(), State.REFUSED, refusal.faults());
            receipts.finished(submission.id(), submission.partner(), submission.name(), State.REFUSED);
            LOG.info(
                    "{}: {} {} refused whole: {}",
                    submission.partner(),
                    submission.kind(),
                    submission.shortId(),
                    Submissions.codes(refusal.faults()));
        }
    }

    private Submission describe(Submission submission, Header header) {
        String sendersId = submission.sendersId() != null ? submission.sendersId() : header.sendersId();
        String stamp = submission.stamp() != null ? submission.stamp() : comparable(header.stamp());
        List<Fault> warnings = sendersId != null && ledger.sendersIdUsedBefore(submission, sendersId)
                ? List.of(FaultCode.SENDERS_ID_REUSED.fault())
                : List.of();
        ledger.describe(submission.id(), sendersId, stamp, header.lines(), warnings);
        return ledger.find(submission.id());
    }

    private void takeLines(Submission submission, SubmissionFormat format) throws IOException {
        BatchProcessing.Progress progress = new BatchProcessing.Progress(submission);
        List<Line> batch = new ArrayList<>(BATCH);
        try (InputStream content = archive.read(submission)) {
            format.read(content, submission.checkpoint(), line -> {
                if (batch.size() == BATCH) {
                    batches.take(progress, batch, false);
                    batch.clear();
                }
                batch.add(line);
            });
        }
        batches.take(progress, batch, true);
    }

    /** Stamps are compared as text: an offset date-time is brought to UTC first. */
    private static String comparable(String stamp) {
        try {
            return stamp == null
                    ? null
                    : OffsetDateTime.parse(stamp).toInstant().toString();
        } catch (DateTimeException e) {
            return stamp;
        }
    }
}
