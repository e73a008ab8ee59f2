package dk.rampe.outcome;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The figures of one scope: 14 base counts and the paired measures. Takes persons one by one, whatever their order. */
public final class BaseCounts {

    private final Map<Figure, Integer> persons = new EnumMap<>(Figure.class);
    private final Map<Scale, Sums> sums = new EnumMap<>(Scale.class);

    /** Points of all who are paired on a scale, at the start and at the end. */
    record Sums(long before, long after) {

        private Sums plus(Sums more) {
            return new Sums(before + more.before, after + more.after);
        }
    }

    void add(Contribution contribution) {
        contribution.figures().forEach(figure -> add(figure, 1));
        contribution.changes().forEach((scale, change) -> add(scale, new Sums(change.before(), change.after())));
    }

    void add(Figure figure, int more) {
        persons.merge(figure, more, Integer::sum);
    }

    void add(Scale scale, Sums more) {
        sums.merge(scale, more, Sums::plus);
    }

    void add(BaseCounts more) {
        more.persons.forEach(this::add);
        more.sums.forEach(this::add);
    }

    /** What rows of these figures need. */
    BaseCounts only(Set<Figure> figures) {
        BaseCounts some = new BaseCounts();
        figures.forEach(figure -> some.add(figure, of(figure)));
        sums.forEach((scale, points) -> {
            if (figures.contains(scale.ratio().denominator())) {
                some.add(scale, points);
            }
        });
        return some;
    }

    public int of(Figure figure) {
        return persons.getOrDefault(figure, 0);
    }

    Map<Scale, Sums> sums() {
        return sums;
    }

    /** One decimal, HALF_UP; null when nobody is paired. */
    public BigDecimal meanBefore(Scale scale) {
        Sums points = sums.get(scale);
        return points == null ? null : mean(points.before(), scale);
    }

    /** One decimal, HALF_UP; null when nobody is paired. */
    public BigDecimal meanAfter(Scale scale) {
        Sums points = sums.get(scale);
        return points == null ? null : mean(points.after(), scale);
    }

    private BigDecimal mean(long sum, Scale scale) {
        return BigDecimal.valueOf(sum)
                .divide(BigDecimal.valueOf(of(scale.ratio().denominator())), 1, RoundingMode.HALF_UP);
    }
}
