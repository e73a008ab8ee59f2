package dk.rampe.participation;

import java.time.LocalDate;

/**
 * Something an operator should look at; it is kept, and does not change what the case is.
 *
 * @param number of the event
 */
public record Flag(What what, Kind kind, LocalDate on, long number) {

    public enum What {
        /** Another ending than the one that counts. */
        ANOTHER_ENDING,
        /** A conversation after the case has ended. */
        CONVERSATION_AFTER_ENDING
    }
}
