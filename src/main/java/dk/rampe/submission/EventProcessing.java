package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Submission.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps a provider's event and works it through; each joins the caller's transaction. */
@Component
class EventProcessing {

    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Lines lines;
    private final Formats formats;
    private final BatchProcessing batches;
    private final Receipts receipts;
    private final Clock clock;

    EventProcessing(
            Arrivals arrivals,
            Ledger ledger,
            Lines lines,
            Formats formats,
            BatchProcessing batches,
            Receipts receipts,
            Clock clock) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.lines = lines;
        this.formats = formats;
        this.batches = batches;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** @return STORED, or DUPLICATE when it is known; an event is the same whatever the order of its fields */
    Submission keep(String provider, String channel, JsonNode event) throws IOException {
        byte[] identity = Archive.sha256(NewEvent.inOrder(event).getBytes(StandardCharsets.UTF_8));
        return arrivals.keep(
                Incoming.message(provider, channel, ProgressEvents.MESSAGE, eventId(event)),
                new ByteArrayInputStream(bytes(event)),
                (arrival, stored) -> identity);
    }

    /** @param tell the provider in a message of its own when the event is refused */
    ProgressOutcome workThrough(Submission submission, JsonNode event, boolean tell) throws IOException {
        List<Fault> faults = List.of();
        List<Line> read = List.of();
        boolean refused;
        try {
            read = read(submission, event);
            batches.apply(submission, read);
            refused = lines.counts(submission.id(), clock.instant()).get(Outcome.REJECTED) > 0;
        } catch (UnreadableSubmission e) {
            faults = e.faults();
            refused = true;
        }
        ledger.finish(submission.id(), refused ? State.REFUSED : State.PROCESSED, read.size(), faults);
        if (refused && tell) {
            receipts.rejected(submission);
        }
        return outcomeOf(submission);
    }

    private List<Line> read(Submission submission, JsonNode event) throws UnreadableSubmission {
        if (!event.isObject()) {
            throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
        }
        SubmissionFormat format = formats.of(submission);
        List<Line> read = new ArrayList<>();
        format.check(new ByteArrayInputStream(bytes(event)));
        format.read(new ByteArrayInputStream(bytes(event)), 0, read::add);
        return read;
    }

    /** By now: what waits may have been taken up, and what was kept for later waits likewise. */
    ProgressOutcome outcomeOf(Submission submission) {
        return lines.answers(submission.id(), null, clock.instant()).stream()
                .findFirst()
                .map(line -> new ProgressOutcome(line.outcome(), line.faults()))
                .orElseGet(() -> new ProgressOutcome(
                        ledger.find(submission.id()).state() == State.STORED ? Outcome.WAITING : Outcome.REJECTED,
                        ledger.faults(submission.id())));
    }

    private static byte[] bytes(JsonNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Only an id of the agreed form is kept: anything else may be anything. */
    private static String eventId(JsonNode event) {
        try {
            return UUID.fromString(event.path("eventId").asText()).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
