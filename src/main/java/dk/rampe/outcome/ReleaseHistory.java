package dk.rampe.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What releases of a programme have moved so far, which is all that is known of it outside.
 *
 * @param last the release before this one; null when there is none
 * @param showings in the order in which they were sent
 */
record ReleaseHistory(UUID last, List<Showing> showings) {

    static final ReleaseHistory NOTHING_SENT = new ReleaseHistory(null, List.of());

    /** Null when it was never shown. */
    Showing latest(String scope, RowGroup group) {
        List<Showing> all = all(scope, group);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    List<Showing> all(String scope, RowGroup group) {
        return showings.stream()
                .filter(showing -> showing.scope().equals(scope) && showing.group() == group)
                .toList();
    }

    /** The rows of the last release; empty when there is none. */
    Picture picture() {
        List<Showing> last = new ArrayList<>();
        for (RowGroup group : RowGroup.values()) {
            Showing project = latest(Outcome.PROJECT, group);
            if (project != null) {
                last.add(project);
                project.parts().keySet().forEach(municipality -> last.add(latest(municipality, group)));
            }
        }
        return Picture.of(last);
    }

    Map<String, UUID> parts(RowGroup group) {
        Showing project = latest(Outcome.PROJECT, group);
        return project == null ? Map.of() : project.parts();
    }
}
