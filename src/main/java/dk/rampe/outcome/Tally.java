package dk.rampe.outcome;

import dk.rampe.participation.Event;
import dk.rampe.participation.Participation;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One pass over the cases of a programme: the figures as they are now, and what moved since they were shown. */
final class Tally {

    private final LocalDate asOf;
    private final long known;
    private final Outcome outcome;
    private final Map<String, Map<Showing, Movement>> movements = new HashMap<>();
    private final Map<String, Turnover> turnovers = new HashMap<>();

    /** What the figures were worked out of. */
    record State(LocalDate asOf, long known) {

        private Contribution of(List<Event> events) {
            return Contribution.of(Participation.of(events, asOf, known));
        }
    }

    Tally(Collection<String> municipalities, ReleaseHistory history, LocalDate asOf, long known) {
        this.asOf = asOf;
        this.known = known;
        this.outcome = new Outcome(municipalities);
        for (String municipality : municipalities) {
            Map<Showing, Movement> ofMunicipality = new LinkedHashMap<>();
            for (RowGroup group : RowGroup.values()) {
                compared(history.all(municipality, group))
                        .forEach(showing -> ofMunicipality.put(showing, new Movement(showing)));
            }
            movements.put(municipality, ofMunicipality);
            Showing admission = history.latest(municipality, RowGroup.ADMISSION);
            if (admission != null) {
                turnovers.put(municipality, new Turnover(admission));
            }
        }
    }

    /** Where it is settled how it went, all that was ever shown counts; else what was shown last. */
    private static List<Showing> compared(List<Showing> showings) {
        boolean all = showings.isEmpty() || showings.get(0).group().isLasting();
        return all ? showings : showings.subList(showings.size() - 1, showings.size());
    }

    void add(String municipality, List<Event> events) {
        add(municipality, state -> state.of(events));
    }

    /** @param person what the case adds to figures that are worked out of a state */
    void add(String municipality, Function<State, Contribution> person) {
        Contribution now = person.apply(new State(asOf, known));
        outcome.add(municipality, now);
        Map<State, Contribution> before = new HashMap<>();
        movements
                .get(municipality)
                .forEach((showing, movement) -> movement.add(before.computeIfAbsent(stateOf(showing), person), now));
        Turnover turnover = turnovers.get(municipality);
        if (turnover != null) {
            State then = stateOf(turnover.since());
            turnover.add(before.get(then), person.apply(new State(then.asOf(), known)), now);
        }
    }

    private static State stateOf(Showing showing) {
        return new State(showing.asOf(), showing.known());
    }

    /** Since the admission counts were shown last. */
    Turnover turnover(Showing admission) {
        return turnovers.get(admission.scope());
    }

    BaseCounts counts(String municipality) {
        return outcome.of(municipality);
    }

    /** Since one of those that are compared. */
    Movement since(Showing showing) {
        return movements.get(showing.scope()).get(showing);
    }
}
