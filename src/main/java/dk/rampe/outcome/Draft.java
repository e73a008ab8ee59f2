package dk.rampe.outcome;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows of a release that is being made: what the gate lets move, what stays, what is hidden, and the sums. */
final class Draft {

    private final UUID release;
    private final LocalDate asOf;
    private final long known;
    private final ReleaseHistory history;
    private final Picture picture = new Picture();
    private final List<Showing> moved = new ArrayList<>();

    Draft(UUID release, LocalDate asOf, long known, ReleaseHistory history) {
        this.release = release;
        this.asOf = asOf;
        this.known = known;
        this.history = history;
    }

    /** @throws UnsafeRelease when it cannot be made so that nothing hidden can be worked out */
    static Draft of(
            UUID release,
            LocalDate asOf,
            long known,
            ReleaseHistory history,
            Collection<String> scopes,
            Tally tally,
            int k) {
        Draft draft = new Draft(release, asOf, known, history);
        Gate gate = new Gate(k, history, tally);
        for (String municipality : scopes) {
            for (RowGroup group : RowGroup.values()) {
                draft.take(municipality, group, gate, tally);
            }
        }
        for (RowGroup group : RowGroup.values()) {
            draft.sum(group);
        }
        if (!draft.moved.isEmpty()) {
            new Suppression(k, history.showings(), draft.picture, draft.moved).apply();
        }
        return draft;
    }

    private void take(String municipality, RowGroup group, Gate gate, Tally tally) {
        if (gate.opens(municipality, group)) {
            BaseCounts counts = tally.counts(municipality).only(group.figures());
            move(new Showing(municipality, group, release, asOf, known, counts, Set.of(), Map.of()));
        } else {
            picture.put(history.latest(municipality, group));
        }
    }

    /** Also when a municipality came in or left it. */
    private void sum(RowGroup group) {
        Map<String, UUID> parts = picture.releasesOf(group);
        if (parts.equals(history.parts(group))) {
            picture.put(history.latest(Outcome.PROJECT, group));
            return;
        }
        BaseCounts counts = new BaseCounts();
        List<Showing> showings = picture.parts(group);
        showings.forEach(part -> counts.add(part.counts()));
        LocalDate latest = showings.stream()
                .map(Showing::asOf)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        move(new Showing(Outcome.PROJECT, group, release, latest, known, counts, Set.of(), parts));
    }

    private void move(Showing showing) {
        picture.put(showing);
        moved.add(showing);
    }

    Picture picture() {
        return picture;
    }

    /** What this release shows anew, with what it hides of it. */
    List<Showing> moved() {
        return moved.stream()
                .map(showing -> picture.of(showing.scope(), showing.group()))
                .toList();
    }
}
