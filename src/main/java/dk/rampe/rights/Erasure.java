package dk.rampe.rights;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that a case be erased, and how far it has come.
 *
 * @param events and the other counts: how many went; zero until it has been carried out
 * @param copies archive copies that were written anew, or are to be
 * @param deliveries how many were cancelled
 */
public record Erasure(
        UUID id,
        State state,
        Instant requestedAt,
        int participations,
        int events,
        int lines,
        int copies,
        int deliveries) {

    public enum State {
        REQUESTED,
        /** The case is gone from the tables; archive copies are being written anew without it. */
        CLEARING,
        DONE
    }
}
