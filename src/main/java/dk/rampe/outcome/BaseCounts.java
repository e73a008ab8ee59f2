package dk.rampe.outcome;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;

/** The figures of one scope: 14 base counts and the paired measures. Takes persons one by one, whatever their order. */
public final class BaseCounts {

    private final Map<Figure, Integer> persons = new EnumMap<>(Figure.class);
    private final Map<Scale, Long> before = new EnumMap<>(Scale.class);
    private final Map<Scale, Long> after = new EnumMap<>(Scale.class);

    void add(Contribution contribution) {
        contribution.figures().forEach(figure -> persons.merge(figure, 1, Integer::sum));
        contribution.changes().forEach((scale, change) -> {
            before.merge(scale, (long) change.before(), Long::sum);
            after.merge(scale, (long) change.after(), Long::sum);
        });
    }

    public int of(Figure figure) {
        return persons.getOrDefault(figure, 0);
    }

    /** One decimal, HALF_UP; null when nobody is paired. */
    public BigDecimal meanBefore(Scale scale) {
        return mean(before, scale);
    }

    /** One decimal, HALF_UP; null when nobody is paired. */
    public BigDecimal meanAfter(Scale scale) {
        return mean(after, scale);
    }

    private BigDecimal mean(Map<Scale, Long> sums, Scale scale) {
        Long sum = sums.get(scale);
        return sum == null
                ? null
                : BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(of(scale.ratio().denominator())), 1, RoundingMode.HALF_UP);
    }
}
