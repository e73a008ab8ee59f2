package dk.rampe.submission;

import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps what comes in: a copy in the archive, a row in the ledger. What came before is noted, and not kept again. */
@Component
class Arrivals {

    private final Archive archive;
    private final Ledger ledger;
    private final Clock clock;

    Arrivals(Archive archive, Ledger ledger, Clock clock) {
        this.archive = archive;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** By what a submission is known again. */
    interface Identity {
        byte[] of(Arrival arrival, Archive.Stored stored);
    }

    /** Before the transaction of {@link #keep}, where many come in at once. */
    void prepare() {
        archive.prepare(clock.instant());
    }

    Arrival announce(Incoming incoming) {
        return new Arrival(UUID.randomUUID(), incoming, clock.instant());
    }

    /**
     * Joins the caller's transaction.
     *
     * @return the submission, STORED or DUPLICATE
     * @throws IncompleteTransfer when not as many bytes came as were announced
     */
    Submission keep(Incoming incoming, InputStream content, Identity identity) throws IOException {
        Arrival arrival = announce(incoming);
        Archive.Stored stored = archive.write(arrival, content);
        if (incoming.size() != null && incoming.size() != stored.size()) {
            throw new IncompleteTransfer(incoming.size(), stored.size());
        }
        byte[] known = identity.of(arrival, stored);
        if (!ledger.enter(arrival, State.STORED, known, stored, List.of())) {
            archive.drop(arrival);
            ledger.enterDuplicate(arrival, known, stored.size());
        }
        return ledger.find(arrival.id());
    }

    /**
     * The same, where a repetition is no news: nothing is noted of it. Joins the caller's transaction.
     *
     * @return the submission that is known by the identity, this one or an earlier one
     */
    UUID keepFirst(Incoming incoming, InputStream content, byte[] identity) throws IOException {
        Arrival arrival = announce(incoming);
        Archive.Stored stored = archive.write(arrival, content);
        if (ledger.enter(arrival, State.STORED, identity, stored, List.of())) {
            return arrival.id();
        }
        archive.drop(arrival);
        return ledger.withIdentity(incoming.partner(), identity).orElseThrow();
    }
}
