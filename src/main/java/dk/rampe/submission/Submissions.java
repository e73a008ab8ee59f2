package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.submission.Submission.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where channels hand in what came. When a method returns, it is stored and committed; only then may the sender's
 * copy go.
 */
@Component("submissions")
public class Submissions {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Identities identities;
    private final Receipts receipts;
    private final Formats formats;

    Submissions(Arrivals arrivals, Ledger ledger, Identities identities, Receipts receipts, Formats formats) {
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.identities = identities;
        this.receipts = receipts;
        this.formats = formats;
    }

    /**
     * Stores a file as it came; it is worked through later. A file with known content is a duplicate, whatever its
     * name.
     *
     * @throws IncompleteTransfer when not as many bytes came as were announced
     */
    @Transactional
    public UUID store(Incoming incoming, InputStream content) throws IOException {
        Submission submission = arrivals.keep(incoming, content, identities::of);
        UUID id = submission.id();
        if (submission.state() == State.STORED) {
            receipts.stored(id, incoming);
        } else {
            receipts.finished(id, incoming.partner(), incoming.name(), State.DUPLICATE);
            LOG.info("{}: submission {} came before, nothing changed", incoming.partner(), submission.shortId());
        }
        return id;
    }

    /** Whether it can be read at all, so that it is at most refused line by line. */
    public boolean isReadable(String partner, String kind, byte[] content) {
        try {
            formats.of(partner, kind).check(new ByteArrayInputStream(content));
            return true;
        } catch (UnreadableSubmission e) {
            return false;
        }
    }

    /**
     * Whether a file was stored before, so that what lies at its sender is a copy that nobody came to take away.
     *
     * @param sha256 of its content; asked for only when a file of that name and size is known
     */
    public boolean hasTaken(String partner, String name, long size, Instant modified, Supplier<byte[]> sha256) {
        List<Ledger.Taken> taken = ledger.taken(partner, name, size, modified);
        if (taken.isEmpty()) {
            return false;
        }
        byte[] content = sha256.get();
        return taken.stream().anyMatch(one -> Identities.isOf(one, content, name));
    }

    /**
     * Refuses a file before its content is read, with one receipt; what it looked like is remembered, so that the next
     * poll does not refuse it again.
     *
     * @param look everything that would make it another attempt: name, size, time, trigger
     * @return false when it has been refused already
     */
    @Transactional
    public boolean refuse(Incoming incoming, byte[] look, List<Fault> faults) {
        Arrival arrival = arrivals.announce(incoming);
        long size = incoming.size() == null ? 0 : incoming.size();
        boolean first = ledger.enter(
                arrival, State.REFUSED, Archive.sha256(look), new Archive.Stored(null, size, null), faults);
        if (first) {
            receipts.finished(arrival.id(), incoming.partner(), incoming.name(), State.REFUSED);
            LOG.info(
                    "{}: submission {} refused unread: {}",
                    incoming.partner(),
                    arrival.submission(null).shortId(),
                    codes(faults));
        }
        return first;
    }

    static String codes(List<Fault> faults) {
        return String.join(", ", faults.stream().map(Fault::code).distinct().toList());
    }
}
