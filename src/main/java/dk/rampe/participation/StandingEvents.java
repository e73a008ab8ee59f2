package dk.rampe.participation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What is left of a case's events when replaced versions, corrected and retracted events are taken away, whatever their
 * date (docs/adr/0003-corrections-and-retractions.md). Ends for any input, also for events that name each other.
 */
final class StandingEvents {

    /** A telling with a stamp is a newer version than one without: a total order, so that no arrival order matters. */
    private static final Comparator<Event> VERSIONS = Comparator.comparing(
                    Event::stamp, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Event::number);

    private static final Comparator<Event> FOLD_ORDER =
            Comparator.comparing(Event::occurredOn).thenComparing(Event::kind).thenComparing(Event::key);

    private final Map<String, Event> told;

    private StandingEvents(Map<String, Event> told) {
        this.told = told;
    }

    /** The standing events in the order in which they are folded, without those of the next participation. */
    static List<Event> of(Collection<Event> events, long known) {
        List<Event> told =
                events.stream().filter(event -> event.number() <= known).toList();
        List<Event> standing = among(told).inFoldOrder();
        List<Event> next = Reopening.next(told, standing);
        return next.isEmpty()
                ? standing
                : among(told.stream().filter(event -> !next.contains(event)).toList())
                        .inFoldOrder();
    }

    static StandingEvents among(Collection<Event> events) {
        return new StandingEvents(
                events.stream().collect(Collectors.toMap(Event::key, event -> event, BinaryOperator.maxBy(VERSIONS))));
    }

    /** The version that counts of each key, whether it stands or not. */
    Map<String, Event> told() {
        return told;
    }

    List<Event> inFoldOrder() {
        Set<String> takenAway = corrected();
        takenAway.addAll(retracted(takenAway));
        return told.values().stream()
                .filter(event -> event.kind() != Kind.RETRACTED && !takenAway.contains(event.key()))
                .sorted(FOLD_ORDER)
                .toList();
    }

    /** Keys that a correction names. */
    Set<String> corrected() {
        return told.values().stream()
                .filter(event -> event.kind() != Kind.RETRACTED && namesAnother(event))
                .map(Event::supersedes)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * What the standing retractions name. A retraction stands when none of those that name it stands; retractions that
     * name each other in a ring are never decided and take nothing away.
     */
    Set<String> retracted(Set<String> corrected) {
        Map<String, Event> undecided = new HashMap<>();
        for (Event event : told.values()) {
            if (event.kind() == Kind.RETRACTED && namesAnother(event) && !corrected.contains(event.key())) {
                undecided.put(event.key(), event);
            }
        }
        Set<String> retracted = new HashSet<>();
        while (!undecided.isEmpty()) {
            Set<String> disputed =
                    undecided.values().stream().map(Event::supersedes).collect(Collectors.toSet());
            List<Event> standing = undecided.values().stream()
                    .filter(event -> !disputed.contains(event.key()))
                    .toList();
            if (standing.isEmpty()) {
                break;
            }
            for (Event event : standing) {
                retracted.add(event.supersedes());
                undecided.remove(event.key());
                undecided.remove(event.supersedes());
            }
        }
        return retracted;
    }

    static boolean namesAnother(Event event) {
        return event.supersedes() != null && !event.supersedes().equals(event.key());
    }
}
