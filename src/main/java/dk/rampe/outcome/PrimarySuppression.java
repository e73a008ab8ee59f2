package dk.rampe.outcome;

import java.util.EnumSet;
import java.util.Set;

/**
 * Rule 1 of what may leave the hub (docs/indicators.md): what is too small to be shown by itself. Later rules add cells
 * to the answer and never take any away.
 */
public final class PrimarySuppression {

    private final int k;

    /** @param k the fewest persons behind a shown figure and behind its complement */
    public PrimarySuppression(int k) {
        this.k = k;
    }

    /** @param counts of the group's figures in one scope */
    public Set<Figure> hidden(RowGroup group, BaseCounts counts) {
        Set<Figure> hidden = EnumSet.noneOf(Figure.class);
        for (Figure figure : group.figures()) {
            if (isFew(counts.of(figure))) {
                hidden.add(figure);
            }
        }
        for (Ratio ratio : Ratio.values()) {
            if (RowGroup.of(ratio) == group
                    && tellsOnFew(counts.of(ratio.numerator()), counts.of(ratio.denominator()), ratio.isOutcome())) {
                hidden.add(ratio.numerator());
            }
        }
        return hidden;
    }

    private boolean tellsOnFew(int n, int all, boolean outcome) {
        return all < k || isFew(all - n) || (outcome && (n == 0 || n == all));
    }

    private boolean isFew(int persons) {
        return 1 <= persons && persons < k;
    }
}
