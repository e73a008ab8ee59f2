package dk.rampe.submission;

import dk.rampe.submission.LineOutcome.Outcome;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * Anything that came in, as the ledger holds it.
 *
 * @param kind what it is by the partner's agreement: the file kind, or the message
 * @param name the sender's name of it; not for logs, metrics or other partners' eyes
 * @param sendersId the sender's own id of it, or null
 * @param stamp the sender's order of versions, or null
 * @param storedOn the archive's partition
 * @param archiveKey wrapped key of its archive copy; null when nothing was archived
 * @param checkpoint last line whose effect is committed
 */
record Submission(
        UUID id,
        String partner,
        String kind,
        String name,
        String sendersId,
        String stamp,
        State state,
        LocalDate storedOn,
        byte[] archiveKey,
        long checkpoint) {

    enum State {
        STORED,
        PROCESSED,
        PARTLY,
        REFUSED,
        DUPLICATE;

        /** What working through lines with these outcomes makes of a submission. */
        static State after(Map<Outcome, Long> counts) {
            return counts.get(Outcome.REJECTED) > 0 ? PARTLY : PROCESSED;
        }
    }

    /** How logs name it. */
    String shortId() {
        return id.toString().substring(0, 8);
    }
}
