package dk.rampe.outcome;

/**
 * Everything that is counted in persons (docs/indicators.md, "Base counts"), in the order in which it is published. The
 * last six belong to the paired measures and are published in their rows only.
 */
public enum Figure {
    REFERRED("referred"),
    DROPPED_OUT("droppedOut"),
    REJECTED("rejected"),
    PARTICIPANTS("participants"),
    PRIMARY_UNEMPLOYED("primaryUnemployed"),
    PRIMARY_UNEMPLOYED_IN_WORK("primaryUnemployedInWork"),
    SICK_LISTED_AT_REFERRAL("sickListedAtReferral"),
    RELATIVES_OFFERED("relativesOffered"),
    COMPLETED("completed"),
    IN_JOB_AT_END("inJobAtEnd"),
    COMPLETED_WITH_ANSWER("completedWithAnswer"),
    POSITIVE_ANSWERS("positiveAnswers"),
    ACCEPTED("accepted"),
    IN_FLEX_JOB_AT_AS_OF("inFlexJobAtAsOf"),
    WHO5_PERSONS("who5Persons"),
    WHO5_BETTER("who5Better"),
    HEALTH_PERSONS("healthPersons"),
    HEALTH_BETTER("healthBetter"),
    COPING_PERSONS("copingPersons"),
    COPING_BETTER("copingBetter");

    private final String published;

    Figure(String published) {
        this.published = published;
    }

    /** The name of its row, for a base count. */
    public String published() {
        return published;
    }

    public boolean isBaseCount() {
        return compareTo(IN_FLEX_JOB_AT_AS_OF) <= 0;
    }
}
