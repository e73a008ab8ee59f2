package dk.rampe.participation;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an event tells. The order of the constants is the rank in which events of one day are folded (participant
 * model, "Kinds, in rank order").
 */
public enum Kind {
    REFERRED,
    CONTACT_CHANGED,
    PROTECTION_CHANGED,
    CASEWORKER_CHANGED,
    IDENTIFIER_CHANGED,
    SITUATION_CHANGED,
    ASSESSED,
    STARTED,
    PLACEMENT_STARTED,
    SICK_LEAVE_STARTED,
    CONVERSATION,
    CAFE_MEETING,
    COMPANY_CONTACT,
    RELATIVES_SESSION,
    NO_SHOW,
    SICK_LEAVE_ENDED,
    PLACEMENT_ENDED,
    MEASURED,
    COMPLETED,
    DROPPED_OUT,
    WITHDRAWN,
    REGISTERED_IN_ERROR,
    /** Not folded: takes the event it names away. */
    RETRACTED,
    /** Not folded, and told by nobody: all other events of the case have been erased. */
    ERASED;

    private static final Set<Kind> OF_A_JOBCENTRE = EnumSet.of(WITHDRAWN, REGISTERED_IN_ERROR);

    static {
        OF_A_JOBCENTRE.addAll(EnumSet.range(REFERRED, SITUATION_CHANGED));
    }

    /** Referrals and case updates; all else a provider tells, but that a case is erased. */
    public boolean isToldByJobcentre() {
        return OF_A_JOBCENTRE.contains(this);
    }
}
