package dk.rampe.outcome;

import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.HubSettings.Target;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that are published of an outcome, with what must be hidden left out.
 *
 * <p>A percentage is a whole number, as in the memos the jobcentres got: those only come out when it is cut off (28
 * of 33 is 84.8 and printed as 84 %), so rounding is a setting of the programme and DOWN unless told.
 */
public final class Indicators {

    /** Fewer persons than this have no mean. */
    private static final int PERSONS_OF_A_MEAN = 10;

    private final String programme;
    private final Programme settings;
    private final LocalDate asOf;
    private final Outcome outcome;
    private final Set<Cell> hidden;

    /** @param hidden what the disclosure rules hide of the outcome */
    public Indicators(String programme, Programme settings, LocalDate asOf, Outcome outcome, Set<Cell> hidden) {
        this.programme = programme;
        this.settings = settings;
        this.asOf = asOf;
        this.outcome = outcome;
        this.hidden = Set.copyOf(hidden);
    }

    /** Per scope: base counts, {@code participantsOfTarget} if it has a target, ratios, paired measures. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String scope : outcome.scopes()) {
            for (Figure figure : Figure.values()) {
                if (figure.isBaseCount()) {
                    rows.add(baseCount(scope, figure));
                }
            }
            target(scope).ifPresent(target -> rows.add(participantsOfTarget(scope, target)));
            for (Ratio ratio : Ratio.values()) {
                rows.add(
                        scaleOf(ratio).map(scale -> pairedMeasure(scope, scale)).orElseGet(() -> ratio(scope, ratio)));
            }
        }
        return rows;
    }

    private Row baseCount(String scope, Figure figure) {
        return row(scope, figure.published(), shown(scope, figure), null, null, null, null, null);
    }

    private Row participantsOfTarget(String scope, int target) {
        return withPercent(scope, "participantsOfTarget", shown(scope, Figure.PARTICIPANTS), target);
    }

    private Row ratio(String scope, Ratio ratio) {
        return withPercent(
                scope, ratio.published(), shown(scope, ratio.numerator()), shown(scope, ratio.denominator()));
    }

    private Row withPercent(String scope, String indicator, Integer n, Integer all) {
        boolean complete = n != null && all != null;
        Integer percent = complete && all > 0 ? percent(n, all) : null;
        return row(scope, indicator, complete ? n : null, all, percent, null, null, settings.rounding());
    }

    private Row pairedMeasure(String scope, Scale scale) {
        Integer n = shown(scope, scale.ratio().numerator());
        Integer all = shown(scope, scale.ratio().denominator());
        boolean complete = n != null && all != null;
        boolean hasMeans = complete && all >= PERSONS_OF_A_MEAN;
        BaseCounts counts = outcome.of(scope);
        return row(
                scope,
                scale.ratio().published(),
                complete ? n : null,
                all,
                null,
                hasMeans ? counts.meanBefore(scale) : null,
                hasMeans ? counts.meanAfter(scale) : null,
                null);
    }

    private Row row(
            String scope,
            String indicator,
            Integer n,
            Integer all,
            Integer percent,
            BigDecimal before,
            BigDecimal after,
            RoundingMode rounding) {
        return new Row(programme, scope, indicator, n, all, percent, before, after, rounding, n == null, asOf);
    }

    private Integer shown(String scope, Figure figure) {
        return hidden.contains(new Cell(scope, figure))
                ? null
                : outcome.of(scope).of(figure);
    }

    private int percent(int n, int all) {
        return BigDecimal.valueOf(100L * n)
                .divide(BigDecimal.valueOf(all), 0, settings.rounding())
                .intValueExact();
    }

    private Optional<Integer> target(String scope) {
        return settings.targets().getOrDefault(scope, List.of()).stream()
                .filter(target -> !target.from().isAfter(asOf))
                .max(Comparator.comparing(Target::from))
                .map(Target::participants);
    }

    private static Optional<Scale> scaleOf(Ratio ratio) {
        return List.of(Scale.values()).stream()
                .filter(scale -> scale.ratio() == ratio)
                .findFirst();
    }
}
