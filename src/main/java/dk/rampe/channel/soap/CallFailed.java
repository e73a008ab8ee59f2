package dk.rampe.channel.soap;

import dk.rampe.partner.Trouble;
import java.io.IOException;

/**
 * A partner's service did not answer a call. Says which kind of trouble it is, and nothing of call or answer. The call may
 * have had its effect all the same.
 */
final class CallFailed extends IOException {

    enum Reason {
        /** Nobody there, or nobody who could be connected to in time. */
        NOT_REACHED,
        /** Somebody there who is not who was expected, or does not take the hub for who it is. */
        NOT_TRUSTED,
        NO_ANSWER_IN_TIME,
        /** The service said that it has trouble. */
        THEIR_TROUBLE,
        /** The service said that there is something wrong with the call. */
        REFUSED,
        /** Not SOAP, not what was agreed, or too large. */
        NOT_UNDERSTOOD
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CallFailed(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** As operators see it. */
    Trouble trouble() {
        return switch (reason) {
            case NOT_REACHED, NO_ANSWER_IN_TIME, THEIR_TROUBLE -> Trouble.AWAY;
            case NOT_TRUSTED -> Trouble.NOT_TRUSTED;
            case REFUSED, NOT_UNDERSTOOD -> Trouble.CALLS_REFUSED;
        };
    }

    /** Whether the same call may go better another time without anybody mending something. */
    boolean mayPass() {
        return reason != Reason.NOT_TRUSTED && reason != Reason.REFUSED;
    }
}
