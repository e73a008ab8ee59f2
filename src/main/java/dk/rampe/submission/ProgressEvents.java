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
import java.io.UncheckedIOException;
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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where channels hand in a provider's progress events: each stored, worked through and committed in one transaction.
 */
@Component("progressEvents")
public class ProgressEvents {

    /** The field table of a provider's events. */
    static final String MESSAGE = "progress";

    /** The channel whose caller is told of a refusal in the answer. */
    private static final String ANSWERS_AT_ONCE = "REST";

    private static final Logger LOG = LoggerFactory.getLogger(ProgressEvents.class);
    private static final int TELL_EVERY = 400;

    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Lines lines;
    private final Mappings mappings;
    private final BatchProcessing batches;
    private final Receipts receipts;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicLong taken = new AtomicLong();

    ProgressEvents(
            Arrivals arrivals,
            Ledger ledger,
            Lines lines,
            Mappings mappings,
            BatchProcessing batches,
            Receipts receipts,
            TransactionTemplate transaction,
            Clock clock) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.lines = lines;
        this.mappings = mappings;
        this.batches = batches;
        this.receipts = receipts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Takes one event, in a transaction of its own that has been committed when this returns. The same event again, its
     * fields in whatever order, changes nothing and has the outcome that the first one has by now. One that cannot be
     * taken is refused with codes; who called over REST has them from here, others are sent a rejection.
     *
     * @param channel JMS or REST
     * @param event what is no object is refused like any other
     */
    public ProgressOutcome take(String provider, String channel, JsonNode event) {
        arrivals.prepare();
        ProgressOutcome outcome = transaction.execute(status -> {
            try {
                return takeIn(Incoming.message(provider, channel, MESSAGE, eventId(event)), event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (taken.incrementAndGet() % TELL_EVERY == 0) {
            LOG.info("{}: {} progress events taken", provider, taken.get());
        }
        return outcome;
    }

    /** Notes and refuses a message that is no JSON at all. */
    @Transactional
    public void refuseUnreadable(String provider, String channel) {
        Arrival arrival = arrivals.announce(Incoming.message(provider, channel, MESSAGE, null));
        ledger.enter(arrival, State.STORED, null, new Archive.Stored(null, 0, null), List.of());
        ledger.finish(arrival.id(), State.REFUSED, List.of(FaultCode.MALFORMED.fault()));
        receipts.rejected(arrival.submission(null));
    }

    private ProgressOutcome takeIn(Incoming incoming, JsonNode event) throws IOException {
        byte[] content = event.toString().getBytes(StandardCharsets.UTF_8);
        byte[] identity = Archive.sha256(NewEvent.inOrder(event).getBytes(StandardCharsets.UTF_8));
        Submission submission =
                arrivals.keep(incoming, new ByteArrayInputStream(content), (arrival, stored) -> identity);
        if (submission.state() == State.DUPLICATE) {
            return outcomeOf(ledger.repeatedBy(submission.id()));
        }
        List<Fault> faults = List.of();
        List<Line> read = List.of();
        boolean refused;
        try {
            read = read(submission.partner(), event, content);
            batches.apply(submission, read);
            refused = lines.counts(submission.id(), clock.instant()).get(Outcome.REJECTED) > 0;
        } catch (UnreadableSubmission e) {
            faults = e.faults();
            refused = true;
        }
        ledger.finish(submission.id(), refused ? State.REFUSED : State.PROCESSED, read.size(), faults);
        if (refused && !incoming.channel().equals(ANSWERS_AT_ONCE)) {
            receipts.rejected(submission);
        }
        return outcomeOf(submission);
    }

    private List<Line> read(String provider, JsonNode event, byte[] content) throws UnreadableSubmission {
        if (!event.isObject()) {
            throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
        }
        SubmissionFormat format = mappings.incoming(provider, List.of(MESSAGE));
        List<Line> read = new ArrayList<>();
        format.check(new ByteArrayInputStream(content));
        format.read(new ByteArrayInputStream(content), 0, read::add);
        return read;
    }

    private ProgressOutcome outcomeOf(Submission submission) {
        return lines.answers(submission.id(), null, clock.instant()).stream()
                .findFirst()
                .map(line -> new ProgressOutcome(line.outcome(), line.faults()))
                .orElseGet(() -> new ProgressOutcome(Outcome.REJECTED, ledger.faults(submission.id())));
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
