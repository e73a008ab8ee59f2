package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.Partner;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Submission.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where a channel hands in what is answered at once. A call is stored and committed, then worked through as a file is, by
 * the code that the route calls, and answered from what the ledger says of its lines; so whoever never heard the answer
 * calls again and gets it.
 */
@Component
public class Calls {

    private static final String CHANNEL = "SOAP";

    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Lines lines;
    private final SubmissionProcessing processing;
    private final Mappings mappings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Calls(
            Arrivals arrivals,
            Ledger ledger,
            Lines lines,
            SubmissionProcessing processing,
            Mappings mappings,
            TransactionTemplate transaction,
            Clock clock) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.lines = lines;
        this.processing = processing;
        this.mappings = mappings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Takes a call. A transaction that the partner has used before has its first answer again, whatever it holds now, and
     * changes nothing; of several at the same time one takes effect.
     *
     * @param message one of {@link Partner.Soap#MESSAGES}
     * @return the receipt in the partner's own form, as it was when the call was worked through
     */
    public byte[] take(String partner, String message, UUID transactionId, byte[] content) throws IOException {
        UUID id = stored(partner, message, transactionId, content);
        if (ledger.finishedAt(id).isEmpty()) {
            workThrough(id);
        }
        return receipt(id, ledger.finishedAt(id).orElseThrow());
    }

    /** The receipt of an earlier call as it stands now; none for a transaction that the partner has not used. */
    public Optional<byte[]> receipt(String partner, UUID transactionId) {
        return ledger.withIdentity(partner, identity(transactionId))
                .filter(id -> ledger.finishedAt(id).isPresent())
                .map(id -> receipt(id, clock.instant()));
    }

    private UUID stored(String partner, String message, UUID transactionId, byte[] content) {
        return ledger.withIdentity(partner, identity(transactionId))
                .orElseGet(() -> store(partner, message, transactionId, content));
    }

    private UUID store(String partner, String message, UUID transactionId, byte[] content) {
        arrivals.prepare();
        String id = transactionId.toString();
        Incoming incoming = new Incoming(partner, CHANNEL, message, id, (long) content.length, null, id, null);
        return transaction.execute(status -> {
            try {
                return arrivals.keepFirst(incoming, new ByteArrayInputStream(content), identity(transactionId));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The route, or another call with the same transaction, may have been faster. */
    private void workThrough(UUID id) throws IOException {
        try {
            processing.process(id);
        } catch (IOException | RuntimeException e) {
            if (ledger.finishedAt(id).isEmpty()) {
                throw e;
            }
        }
    }

    private byte[] receipt(UUID id, Instant at) {
        Submission submission = ledger.find(id);
        List<Fault> faults = ledger.faults(id);
        Map<Outcome, Long> counts = lines.counts(id, at);
        ReceiptDocument receipt = new ReceiptDocument(id.toString(), submission.name(), submission.sendersId(), at);
        State state = submission.state() == State.REFUSED ? State.REFUSED : State.after(counts);
        receipt.counting("post", "poster").finished(state, counts, faults, null).items(lines.answers(id, null, at));
        return receipt.written(mappings.outgoing(submission.partner(), Partner.Soap.RECEIPT));
    }

    private static byte[] identity(UUID transactionId) {
        return Archive.sha256(("transaction " + transactionId).getBytes(StandardCharsets.UTF_8));
    }
}
