package dk.rampe.outcome;

/**
 * Rows that say n of N persons. {@code participantsOfTarget} is none of them: a target is no group of persons.
 */
public enum Ratio {
    PRIMARY_IN_WORK("primaryInWork", Figure.PRIMARY_UNEMPLOYED_IN_WORK, Figure.PRIMARY_UNEMPLOYED, true),
    SICK_LISTED_SHARE("sickListedShare", Figure.SICK_LISTED_AT_REFERRAL, Figure.PARTICIPANTS, false),
    IN_JOB_AT_END("inJobAtEnd", Figure.IN_JOB_AT_END, Figure.COMPLETED, true),
    POSITIVE("positive", Figure.POSITIVE_ANSWERS, Figure.COMPLETED_WITH_ANSWER, true),
    IN_FLEX_JOB("inFlexJob", Figure.IN_FLEX_JOB_AT_AS_OF, Figure.ACCEPTED, true),
    WHO5("who5", Figure.WHO5_BETTER, Figure.WHO5_PERSONS, true),
    HEALTH("health", Figure.HEALTH_BETTER, Figure.HEALTH_PERSONS, true),
    COPING("coping", Figure.COPING_BETTER, Figure.COPING_PERSONS, true);

    private final String published;
    private final Figure numerator;
    private final Figure denominator;
    private final boolean outcome;

    Ratio(String published, Figure numerator, Figure denominator, boolean outcome) {
        this.published = published;
        this.numerator = numerator;
        this.denominator = denominator;
        this.outcome = outcome;
    }

    public String published() {
        return published;
    }

    public Figure numerator() {
        return numerator;
    }

    public Figure denominator() {
        return denominator;
    }

    /**
     * Tells how it went for people (in work, in job, in flex job, positive, better): then all and none tell on each.
     */
    public boolean isOutcome() {
        return outcome;
    }
}
