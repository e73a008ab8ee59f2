package dk.rampe.participation;

import java.time.LocalDate;

/**
 * What ended a case.
 *
 * @param reason code, where the kind has one, or null
 */
public record Ending(Kind kind, String reason, LocalDate on) {

    /** In the order in which endings of one day win. */
    public enum Kind {
        REGISTERED_IN_ERROR,
        WITHDRAWN,
        DROPPED_OUT,
        COMPLETED,
        REJECTED
    }
}
