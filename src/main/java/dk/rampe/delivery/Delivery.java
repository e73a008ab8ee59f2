package dk.rampe.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One thing owed to a partner, as the outbox holds it.
 *
 * @param number running number over all deliveries
 * @param orderKey deliveries to a partner with one order key go out one after the other: the participation for cases
 *     and statuses, the submission for receipts
 * @param eventNumber the last event it speaks of, or null
 * @param lines of the submission that a supplementary receipt speaks of; null: all
 * @param names file names at the partner, fixed when the delivery was made
 * @param madeAt every time stamp inside it, so that rendering again gives the same bytes
 * @param attempts how often it has been claimed
 * @param fence grows with each claim; who holds an older one may not write the outcome
 * @param sentAt when it was last sent, or null: it may be sent again
 */
public record Delivery(
        UUID id,
        long number,
        String partner,
        Kind kind,
        String orderKey,
        UUID participationId,
        Long eventNumber,
        UUID submissionId,
        List<Long> lines,
        UUID releaseId,
        List<String> names,
        Instant madeAt,
        int attempts,
        long fence,
        Instant sentAt) {

    /**
     * Names one making of it to who keeps repetitions away: the same for every try, and another one when an operator
     * lets it be sent again after it has been sent.
     */
    public String sending() {
        return sentAt == null ? id.toString() : id + "/" + sentAt.toEpochMilli();
    }

    /** How logs name it; file names may hold anything and are not for logs. */
    String title() {
        String about =
                switch (kind) {
                    case TECHNICAL_RECEIPT, RECEIPT -> " for " + shortened(submissionId);
                    case RELEASE -> ' ' + shortened(releaseId);
                    default -> "";
                };
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + about;
    }

    private static String shortened(UUID id) {
        return id.toString().substring(0, 8);
    }

    public enum Kind {
        /** A referral or case update to the provider. */
        CASE,
        /** The status of one case; travels in a status file. */
        STATUS,
        /** What a jobcentre's schedule gathers its statuses into. */
        STATUS_FILE,
        /** The status of one case, told by calling the jobcentre's service. */
        STATUS_CALL,
        /** Stored, or refused before it could be. */
        TECHNICAL_RECEIPT,
        /** Worked through, line by line. */
        RECEIPT,
        /** A progress event that could not be taken. */
        REJECTION,
        /** An outcome release to the evaluator. */
        RELEASE
    }
}
