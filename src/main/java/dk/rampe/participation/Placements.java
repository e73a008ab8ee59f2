package dk.rampe.participation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Starts and ends of placements, matched by their id, in whatever order they lie. Of several starts the last counts, of
 * several ends the first; an end without a start is no placement.
 */
final class Placements {

    private final Map<String, Event> starts = new HashMap<>();
    private final Map<String, LocalDate> ends = new HashMap<>();

    void started(Event event) {
        starts.put(idOf(event), event);
    }

    void ended(Event event) {
        ends.putIfAbsent(idOf(event), event.occurredOn());
    }

    List<Placement> all() {
        return starts.entrySet().stream()
                .map(start -> placement(start.getKey(), start.getValue()))
                .sorted(Comparator.comparing(Placement::startedOn).thenComparing(Placement::id))
                .toList();
    }

    private Placement placement(String id, Event start) {
        Facts facts = start.facts();
        return new Placement(id, facts.placement(), facts.weeklyMinutes(), start.occurredOn(), ends.get(id));
    }

    private static String idOf(Event event) {
        return Objects.requireNonNullElse(event.facts().placementId(), event.key());
    }
}
