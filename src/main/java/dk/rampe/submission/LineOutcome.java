package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
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

    /** The case has been erased: the line may not say any more which it was. */
    boolean isOfErasedCase() {
        return faults.stream().anyMatch(fault -> fault.code().equals(FaultCode.CASE_ERASED.code()));
    }

    boolean isOf(Told told) {
        return line == told.line() && submission.equals(told.submission());
    }
}
