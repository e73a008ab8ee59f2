package dk.rampe.participation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What became of an event among the others of its case, for people who ask why it counts or does not.
 *
 * @param by number of the event that took it away, or null
 */
public record Fate(What what, Long by) {

    public enum What {
        COUNTS,
        /** A newer version of the same event was told. */
        REPLACED,
        /** Another event says what is true instead. */
        CORRECTED,
        RETRACTED,
        /** It belongs to the participation after this one, see {@link Reopening}. */
        OF_THE_NEXT
    }

    /** @return by the number of the event, for each of them */
    public static Map<Long, Fate> of(Collection<Event> events) {
        List<Event> next = Reopening.next(events);
        StandingEvents standing = StandingEvents.among(
                events.stream().filter(event -> !next.contains(event)).toList());
        Set<String> corrected = standing.corrected();
        Set<String> retracted = standing.retracted(corrected);
        Map<Long, Fate> fates = new HashMap<>();
        for (Event event : events) {
            Event version = standing.told().get(event.key());
            Predicate<Event> retraction = other -> other.kind() == Kind.RETRACTED;
            Fate fate = new Fate(What.COUNTS, null);
            if (next.contains(event)) {
                fate = new Fate(What.OF_THE_NEXT, null);
            } else if (version.number() != event.number()) {
                fate = new Fate(What.REPLACED, version.number());
            } else if (corrected.contains(event.key())) {
                fate = new Fate(What.CORRECTED, by(event, standing, retraction.negate()));
            } else if (retracted.contains(event.key())) {
                Predicate<Event> stands = other -> !corrected.contains(other.key()) && !retracted.contains(other.key());
                fate = new Fate(What.RETRACTED, by(event, standing, retraction.and(stands)));
            }
            fates.put(event.number(), fate);
        }
        return fates;
    }

    private static Long by(Event event, StandingEvents standing, Predicate<Event> which) {
        Optional<Long> first = standing.told().values().stream()
                .filter(StandingEvents::namesAnother)
                .filter(other -> event.key().equals(other.supersedes()))
                .filter(which)
                .map(Event::number)
                .min(Long::compare);
        return first.orElseThrow();
    }
}
