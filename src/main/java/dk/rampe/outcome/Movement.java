package dk.rampe.outcome;

import java.util.EnumSet;
import java.util.Set;

/**
 * What happened to the persons behind rows of a municipality since a release showed them. Persons whose case was
 * erased since are no more among the cases; how many they were is what is missing in the figures of then.
 */
final class Movement {

    private final Showing then;
    private final BaseCounts thenAgain = new BaseCounts();
    private int changed;
    private int joined;
    private int joinedTheNumerator;
    private int left;

    Movement(Showing then) {
        this.then = then;
    }

    /** @param before what the case added to the figures as they were shown */
    void add(Contribution before, Contribution now) {
        thenAgain.add(before);
        Set<Figure> figures = EnumSet.copyOf(then.group().figures());
        if (!in(before, figures).equals(in(now, figures))) {
            changed++;
        }
        then.group().ratio().ifPresent(ratio -> {
            boolean was = before.figures().contains(ratio.denominator());
            boolean is = now.figures().contains(ratio.denominator());
            if (is && !was) {
                joined++;
                joinedTheNumerator += now.figures().contains(ratio.numerator()) ? 1 : 0;
            } else if (was && !is) {
                left++;
            }
        });
    }

    private static Set<Figure> in(Contribution contribution, Set<Figure> figures) {
        Set<Figure> some = EnumSet.noneOf(Figure.class);
        some.addAll(contribution.figures());
        some.retainAll(figures);
        return some;
    }

    /** Persons whose contribution is another one. */
    int changed() {
        return changed
                + then.group()
                        .ratio()
                        .map(ratio -> erased(ratio.denominator()))
                        .orElseGet(() -> erased(Figure.REFERRED) + erased(Figure.RELATIVES_OFFERED));
    }

    /** Those who came into N are neither all nor none in n; where nobody came, nothing is told of them. */
    boolean isMixed() {
        return joined == 0 || (0 < joinedTheNumerator && joinedTheNumerator < joined);
    }

    /**
     * Whoever holds both releases and knows who came into N and who left cannot tell of anyone how it went: what n
     * grew by is less than those who came, and what it fell by less than those who left.
     *
     * @param now n as it would be shown
     */
    boolean leavesDoubt(int now) {
        Ratio ratio = then.group().ratio().orElseThrow();
        int gone = left + erased(ratio.denominator());
        int growth = now - then.of(ratio.numerator());
        return joined + gone == 0 || (-gone < growth && growth < joined);
    }

    private int erased(Figure figure) {
        return Math.max(0, then.of(figure) - thenAgain.of(figure));
    }
}
