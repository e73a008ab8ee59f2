package dk.rampe.rights;

import dk.rampe.participation.Participation;
import dk.rampe.participation.Status;
import java.time.Instant;

/** Where a case stands, as a citizen is told it. */
final class StatusWords {

    private StatusWords() {}

    /** @param handedOverAt when the provider got the case, or null */
    static String of(Participation participation, Instant handedOverAt) {
        if (!participation.exists()) {
            return "ingen";
        }
        Status status = Status.of(participation, handedOverAt == null ? null : Deadlines.day(handedOverAt));
        String reason = status.reason() == null ? "" : " (" + Danish.word("reason", status.reason()) + ")";
        return status.code().danish() + reason + ", siden " + Danish.date(status.on());
    }
}
