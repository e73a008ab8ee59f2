package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.mapping.Line;
import dk.rampe.mapping.Mappings;
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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where channels hand in a provider's progress events: each stored, worked through and committed in one transaction.
 */
@Component("progressEvents")
public class ProgressEvents {

    /** The field table of a provider's events. */
    static final String MESSAGE = "progress";

    private static final Logger LOG = LoggerFactory.getLogger(ProgressEvents.class);
    private static final int TELL_EVERY = 400;

    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Lines lines;
    private final Mappings mappings;
    private final BatchProcessing batches;
    private final Receipts receipts;
    private final Clock clock;
    private final AtomicLong taken = new AtomicLong();

    ProgressEvents(
            Arrivals arrivals,
            Ledger ledger,
            Lines lines,
            Mappings mappings,
            BatchProcessing batches,
            Receipts receipts,
            Clock clock) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.lines = lines;
        this.mappings = mappings;
        this.batches = batches;
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * Takes one event. The same event again changes nothing; one that cannot be taken is refused with codes.
     *
     * @param channel JMS or REST
     */
    @Transactional
    public void take(String provider, String channel, JsonNode event) throws IOException {
        byte[] content = event.toString().getBytes(StandardCharsets.UTF_8);
        Incoming incoming = Incoming.message(provider, channel, MESSAGE, eventId(event));
        Submission submission =
                arrivals.keep(incoming, new ByteArrayInputStream(content), (arrival, stored) -> stored.identity());
        if (submission.state() == State.DUPLICATE) {
            return;
        }
        finish(submission, content);
        if (taken.incrementAndGet() % TELL_EVERY == 0) {
            LOG.info("{}: {} progress events taken", provider, taken.get());
        }
    }

    /** Notes and refuses a message that is no JSON at all. */
    @Transactional
    public void refuseUnreadable(String provider, String channel) {
        Arrival arrival = arrivals.announce(Incoming.message(provider, channel, MESSAGE, null));
        ledger.enter(arrival, State.STORED, null, new Archive.Stored(null, 0, null), List.of());
        refuse(arrival.submission(null), List.of(FaultCode.MALFORMED.fault()));
    }

    private void finish(Submission submission, byte[] content) {
        SubmissionFormat format = mappings.incoming(submission.partner(), List.of(MESSAGE));
        List<Line> read = new ArrayList<>();
        try {
            format.check(new ByteArrayInputStream(content));
            format.read(new ByteArrayInputStream(content), 0, read::add);
        } catch (UnreadableSubmission e) {
            refuse(submission, e.faults());
            return;
        }
        batches.apply(submission, read);
        boolean refused = lines.counts(submission.id(), clock.instant()).get(Outcome.REJECTED) > 0;
        if (refused) {
            refuse(submission, List.of());
        } else {
            ledger.finish(submission.id(), State.PROCESSED, List.of());
        }
    }

    private void refuse(Submission submission, List<Fault> faults) {
        ledger.finish(submission.id(), State.REFUSED, faults);
        receipts.rejected(submission);
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
