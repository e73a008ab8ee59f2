package dk.rampe.outcome;

import dk.rampe.participation.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A questionnaire that is answered at the start and at the end, and what counts as better. */
public enum Scale {
    /** The raw sum 0-25 times 4; ten points are the smallest change that matters. */
    WHO5(Ratio.WHO5, "WHO5", 10, Scale::who5),
    HEALTH(Ratio.HEALTH, "SELF_RATED_HEALTH", 1, Scale::health),
    COPING(Ratio.COPING, "COPING", 3, Measurement::score);

    private static final Map<String, Integer> HEALTH_LEVELS =
            Map.of("POOR", 1, "FAIR", 2, "GOOD", 3, "VERY_GOOD", 4, "EXCELLENT", 5);

    private final Ratio ratio;
    private final String instrument;
    private final int smallestGain;
    private final Function<Measurement, Integer> points;

    Scale(Ratio ratio, String instrument, int smallestGain, Function<Measurement, Integer> points) {
        this.ratio = ratio;
        this.instrument = instrument;
        this.smallestGain = smallestGain;
        this.points = points;
    }

    public Ratio ratio() {
        return ratio;
    }

    /** The first START and the last END, if both are there. */
    Optional<Change> change(List<Measurement> measurements) {
        Optional<Integer> before = taken("START", measurements).findFirst();
        Optional<Integer> after = taken("END", measurements).reduce((earlier, later) -> later);
        return before.flatMap(start -> after.map(end -> new Change(start, end, end - start >= smallestGain)));
    }

    private Stream<Integer> taken(String wave, List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.is(instrument, wave) && points.apply(measurement) != null)
                .map(points);
    }

    private static Integer who5(Measurement measurement) {
        return measurement.items() == null
                ? null
                : 4 * measurement.items().stream().mapToInt(Integer::intValue).sum();
    }

    private static Integer health(Measurement measurement) {
        return measurement.level() == null ? null : HEALTH_LEVELS.get(measurement.level());
    }

    /** One person's points at the start and at the end. */
    record Change(int before, int after, boolean better) {}
}
