package dk.rampe.participation;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One thing that happened in a case, as it was told; never changed once stored.
 *
 * @param number running number over all events, in the order they were stored
 * @param key which telling replaces which: {@code referral}; {@code <kind>/<field>/<effectiveOn>} for a case update;
 *     the provider's eventId
 * @param kind what happened
 * @param occurredOn when it happened, Danish date
 * @param stamp the sender's own order of versions with one key (date and number in the file name, {@code dannet},
 *     loebenummer); compared as text; null: the order of arrival decides
 * @param supersedes key of the event that this one corrects or (RETRACTED) takes away, or null
 * @param facts the factual half
 */
public record Event(
        long number, String key, Kind kind, LocalDate occurredOn, String stamp, String supersedes, Facts facts) {

    public Event {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(occurredOn, "occurredOn");
        Objects.requireNonNull(facts, "facts");
    }

    /** The same, told once more. */
    public Event numbered(long another) {
        return new Event(another, key, kind, occurredOn, stamp, supersedes, facts);
    }
}
