package dk.rampe.outcome;

import java.util.EnumMap;
import java.util.Map;

/**
 * Who came into each figure of a municipality since it was shown, who went out of it, and whose contribution of then is
 * another one by what is known now (a correction, a retraction, an erasure).
 */
final class Turnover {

    private final Showing then;
    private final BaseCounts thenAgain = new BaseCounts();
    private final Map<Figure, Integer> came = new EnumMap<>(Figure.class);
    private final Map<Figure, Integer> went = new EnumMap<>(Figure.class);
    private final Map<Figure, Integer> corrected = new EnumMap<>(Figure.class);

    Turnover(Showing then) {
        this.then = then;
    }

    Showing since() {
        return then;
    }

    /**
     * @param before what the case added to the figures as they were shown
     * @param beforeAsKnownNow what it would add to the figures of that date by what is known now
     */
    void add(Contribution before, Contribution beforeAsKnownNow, Contribution now) {
        thenAgain.add(before);
        for (Figure figure : then.group().figures()) {
            boolean was = before.figures().contains(figure);
            boolean shouldHaveBeen = beforeAsKnownNow.figures().contains(figure);
            boolean is = now.figures().contains(figure);
            if (was != shouldHaveBeen) {
                corrected.merge(figure, 1, Integer::sum);
            } else if (is && !was) {
                came.merge(figure, 1, Integer::sum);
            } else if (was && !is) {
                went.merge(figure, 1, Integer::sum);
            }
        }
    }

    int came(Figure figure) {
        return came.getOrDefault(figure, 0);
    }

    int went(Figure figure) {
        return went.getOrDefault(figure, 0);
    }

    /** Erased cases are no more among the cases: what is missing in the figures of then is theirs. */
    int corrected(Figure figure) {
        return corrected.getOrDefault(figure, 0) + Math.max(0, then.of(figure) - thenAgain.of(figure));
    }
}
