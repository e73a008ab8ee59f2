package dk.rampe.participation;

import java.time.LocalDate;
import java.util.Set;

/**
 * A job or an internship.
 *
 * @param id the provider's id; the key of the start when it has none
 * @param kind INTERNSHIP, WAGE_SUBSIDY, FLEX_JOB or ORDINARY_JOB
 * @param weeklyMinutes minutes a week, or null
 * @param endedOn the first day it is over, or null; may lie before the start, then it is never open
 */
public record Placement(String id, String kind, Integer weeklyMinutes, LocalDate startedOn, LocalDate endedOn) {

    private static final Set<String> JOBS = Set.of("FLEX_JOB", "ORDINARY_JOB", "WAGE_SUBSIDY");

    public boolean isOpenOn(LocalDate date) {
        return !startedOn.isAfter(date) && (endedOn == null || endedOn.isAfter(date));
    }

    /** An internship is not work. */
    public boolean isWork() {
        return kind != null && JOBS.contains(kind);
    }

    public boolean isFlexJob() {
        return "FLEX_JOB".equals(kind);
    }
}
