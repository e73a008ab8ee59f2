package dk.rampe.outcome;

import java.util.List;

/**
 * Whether rows of a municipality move, so that nobody learns from two releases how it went for few (docs/indicators.md,
 * rule 3). Corrections, withdrawals and erasures count as any other change.
 */
final class Gate {

    private final int k;
    private final ReleaseHistory history;
    private final Tally tally;

    /** @param k the fewest persons whose contributions must have changed */
    Gate(int k, ReleaseHistory history, Tally tally) {
        this.k = k;
        this.history = history;
        this.tally = tally;
    }

    /** What was never shown has nothing to be compared with. */
    boolean opens(String municipality, RowGroup group) {
        List<Showing> shown = history.all(municipality, group);
        return shown.isEmpty()
                || (hasMoved(shown)
                        && (group == RowGroup.ADMISSION
                                || (opens(municipality, RowGroup.ADMISSION) && tellsOfNobody(shown))));
    }

    private boolean hasMoved(List<Showing> shown) {
        return tally.since(last(shown)).changed() >= k;
    }

    private boolean tellsOfNobody(List<Showing> shown) {
        Showing last = last(shown);
        if (!tally.since(last).isMixed()) {
            return false;
        }
        if (!last.group().isLasting()) {
            return true;
        }
        int now =
                tally.counts(last.scope()).of(last.group().ratio().orElseThrow().numerator());
        return shown.stream().allMatch(showing -> tally.since(showing).leavesDoubt(now));
    }

    private static Showing last(List<Showing> shown) {
        return shown.get(shown.size() - 1);
    }
}
