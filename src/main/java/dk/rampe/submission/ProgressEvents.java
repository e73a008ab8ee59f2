package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.mapping.FaultCode;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private final EventProcessing processing;
    private final Receipts receipts;
    private final TransactionTemplate transaction;
    private final AtomicLong taken = new AtomicLong();

    ProgressEvents(
            Arrivals arrivals,
            Ledger ledger,
            EventProcessing processing,
            Receipts receipts,
            TransactionTemplate transaction) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.processing = processing;
        this.receipts = receipts;
        this.transaction = transaction;
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
                return takeIn(provider, channel, event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (taken.incrementAndGet() % TELL_EVERY == 0) {
            LOG.info("{}: {} progress events taken", provider, taken.get());
        }
        return outcome;
    }

    private ProgressOutcome takeIn(String provider, String channel, JsonNode event) throws IOException {
        Submission submission = processing.keep(provider, channel, event);
        if (submission.state() == State.DUPLICATE) {
            return processing.outcomeOf(ledger.repeatedBy(submission.id()));
        }
        return processing.workThrough(submission, event, !channel.equals(ANSWERS_AT_ONCE));
    }

    /**
     * Notes and refuses a message that is no JSON at all; once, when the broker sends it again because nobody told it that
     * this was done.
     *
     * @param messageId the broker's; null of a message without one
     */
    @Transactional
    public void refuseUnreadable(String provider, String channel, String messageId) {
        Arrival arrival = arrivals.announce(Incoming.message(provider, channel, MESSAGE, null));
        byte[] identity = messageId == null ? null : Archive.sha256(messageId.getBytes(StandardCharsets.UTF_8));
        if (ledger.enter(arrival, State.STORED, identity, new Archive.Stored(null, 0, null), List.of())) {
            ledger.finish(arrival.id(), State.REFUSED, List.of(FaultCode.MALFORMED.fault()));
            receipts.rejected(arrival.submission(null));
        }
    }
}
