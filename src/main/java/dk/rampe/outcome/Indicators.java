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

/**
 * The rows that are published of a release, with what is hidden left out. Each row has the date of its figures.
 *
 * <p>A percentage is a whole number, as in the memos the jobcentres got: those only come out when it is cut off (28
 * of 33 is 84.8 and printed as 84 %), so rounding is a setting of the programme and DOWN unless told.
 */
final class Indicators {

    /** Fewer persons than this have no mean. */
    private static final int PERSONS_OF_A_MEAN = 10;

    private final String programme;
    private final Programme settings;
    private final Picture picture;

    Indicators(String programme, Programme settings, Picture picture) {
        this.programme = programme;
        this.settings = settings;
        this.picture = picture;
    }

    /** Per scope: base counts, {@code participantsOfTarget} if it has a target, ratios, paired measures. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String scope : picture.scopes()) {
            for (Figure figure : Figure.values()) {
                if (figure.isBaseCount()) {
                    rows.add(baseCount(picture.of(scope, RowGroup.of(figure)), figure));
                }
            }
            participantsOfTarget(picture.of(scope, RowGroup.ADMISSION)).ifPresent(rows::add);
            for (Ratio ratio : Ratio.values()) {
                Showing showing = picture.of(scope, RowGroup.of(ratio));
                rows.add(scaleOf(ratio)
                        .map(scale -> pairedMeasure(showing, scale))
                        .orElseGet(() -> ratio(showing, ratio)));
            }
        }
        return rows;
    }

    private Row baseCount(Showing showing, Figure figure) {
        return row(showing, figure.published(), shown(showing, figure), null, null, null, null, null);
    }

    private Optional<Row> participantsOfTarget(Showing admission) {
        return target(admission.scope(), admission.asOf())
                .map(target ->
                        withPercent(admission, "participantsOfTarget", shown(admission, Figure.PARTICIPANTS), target));
    }

    private Row ratio(Showing showing, Ratio ratio) {
        return withPercent(
                showing, ratio.published(), shown(showing, ratio.numerator()), shown(showing, ratio.denominator()));
    }

    private Row withPercent(Showing showing, String indicator, Integer n, Integer all) {
        boolean complete = n != null && all != null;
        Integer percent = complete && all > 0 ? percent(n, all) : null;
        return row(showing, indicator, complete ? n : null, all, percent, null, null, settings.rounding());
    }

    private Row pairedMeasure(Showing showing, Scale scale) {
        Integer n = shown(showing, scale.ratio().numerator());
        Integer all = shown(showing, scale.ratio().denominator());
        boolean complete = n != null && all != null;
        boolean hasMeans = complete && all >= PERSONS_OF_A_MEAN;
        BaseCounts counts = showing.counts();
        return row(
                showing,
                scale.ratio().published(),
                complete ? n : null,
                all,
                null,
                hasMeans ? counts.meanBefore(scale) : null,
                hasMeans ? counts.meanAfter(scale) : null,
                null);
    }

    private Row row(
            Showing showing,
            String indicator,
            Integer n,
            Integer all,
            Integer percent,
            BigDecimal before,
            BigDecimal after,
            RoundingMode rounding) {
        return new Row(
                programme,
                showing.scope(),
                indicator,
                n,
                all,
                percent,
                before,
                after,
                rounding,
                n == null,
                showing.asOf());
    }

    private static Integer shown(Showing showing, Figure figure) {
        return showing.shows(figure) ? showing.of(figure) : null;
    }

    private int percent(int n, int all) {
        return BigDecimal.valueOf(100L * n)
                .divide(BigDecimal.valueOf(all), 0, settings.rounding())
                .intValueExact();
    }

    /** The one in force on the date of the row. */
    private Optional<Integer> target(String scope, LocalDate asOf) {
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
