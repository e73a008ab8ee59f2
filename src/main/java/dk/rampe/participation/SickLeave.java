package dk.rampe.participation;

import java.time.LocalDate;

/**
 * A stretch of sick leave.
 *
 * @param endedOn the first day back, or null
 */
public record SickLeave(LocalDate startedOn, LocalDate endedOn) {

    public boolean covers(LocalDate date) {
        return !startedOn.isAfter(date) && (endedOn == null || endedOn.isAfter(date));
    }
}
