package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import java.util.List;
import java.util.UUID;

/**
 * What became of one line.
 *
 * @param participationId of the case it is about, null when refused or waiting
 * @param faults warnings included
 */
public record LineOutcome(UUID submission, long line, Outcome outcome, UUID participationId, List<Fault> faults) {

    public enum Outcome {
        ACCEPTED,
        /** Accepted, with something the sender should know. */
        WARNING,
        /** Said before in the same words: nothing happens. */
        KNOWN,
        REJECTED,
        /** Its case, or the event it corrects, is not here yet. */
        WAITING
    }

    boolean isOf(Told told) {
        return line == told.line() && submission.equals(told.submission());
    }
}
