package dk.rampe.submission;

import dk.rampe.submission.Submission.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Something that is just coming in.
 *
 * @param at what archive and ledger file it under; fixed before the first byte is read, for a long transfer may go on
 *     past midnight
 */
record Arrival(UUID id, Incoming incoming, Instant at) {

    LocalDate day() {
        return Ledger.day(at);
    }

    /** As the ledger will hold it. */
    Submission submission(byte[] archiveKey) {
        return new Submission(
                id,
                incoming.partner(),
                incoming.kind(),
                incoming.name(),
                incoming.sendersId(),
                incoming.stamp(),
                State.STORED,
                day(),
                archiveKey,
                0);
    }
}
