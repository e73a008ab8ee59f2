package dk.rampe.rights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAmount;

/**
 * What one store holds of one partner's.
 *
 * @param partner whose; of a municipality that no partner of the settings has, its code; null: no partner's
 * @param items how many; null: not counted
 * @param subjects of how many different cases, of {@link Store#VAULT} and {@link Store#PERSONS} of how many persons;
 *     null where that was not counted
 * @param oldest when the oldest item came or was made; null when there is none
 * @param limit how long each item may stay: a period from its date, of the vault from the end of the participation;
 *     null: none is set, or none is needed
 * @param until when the first of the items reaches its limit; null: none has a date yet
 * @param overdue how many should have gone by now
 */
public record Holding(
        String partner,
        Store store,
        Long items,
        Long subjects,
        Instant oldest,
        TemporalAmount limit,
        LocalDate until,
        long overdue) {

    /** Whether anything is, or may be, there. */
    public boolean isThere() {
        return items == null || items > 0;
    }
}
