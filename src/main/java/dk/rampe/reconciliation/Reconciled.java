package dk.rampe.reconciliation;

import java.time.Instant;
import java.util.List;

/**
 * What a reconciliation found out.
 *
 * @param at when the state was that it speaks of
 * @param findings by rule; a rule that holds is not among them
 */
public record Reconciled(Instant at, Totals totals, List<Finding> findings) {

    /** How much was counted. */
    public record Totals(long submissions, long lines, long events, long deliveries) {}

    /**
     * @param rule its code
     * @param items how many do not add up
     * @param ids the first hundred of them
     */
    public record Finding(String rule, long items, List<String> ids) {}

    public long differing() {
        return findings.stream().mapToLong(Finding::items).sum();
    }

    public boolean addsUp() {
        return findings.isEmpty();
    }
}
