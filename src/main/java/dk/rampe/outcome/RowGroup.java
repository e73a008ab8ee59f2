package dk.rampe.outcome;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of a municipality that move together from one release to another (docs/indicators.md, rule 3): the admission
 * counts, which say who came and left, and each outcome row by itself, which says how it went.
 */
public enum RowGroup {
    ADMISSION(
            Figure.REFERRED,
            Figure.REJECTED,
            Figure.DROPPED_OUT,
            Figure.PARTICIPANTS,
            Figure.PRIMARY_UNEMPLOYED,
            Figure.SICK_LISTED_AT_REFERRAL,
            Figure.COMPLETED,
            Figure.COMPLETED_WITH_ANSWER,
            Figure.ACCEPTED,
            Figure.RELATIVES_OFFERED),
    PRIMARY_IN_WORK(Ratio.PRIMARY_IN_WORK, false),
    IN_JOB_AT_END(Ratio.IN_JOB_AT_END, true),
    POSITIVE(Ratio.POSITIVE, true),
    IN_FLEX_JOB(Ratio.IN_FLEX_JOB, false),
    WHO5(Ratio.WHO5, true),
    HEALTH(Ratio.HEALTH, true),
    COPING(Ratio.COPING, true);

    private final Set<Figure> figures;
    private final Ratio ratio;
    private final boolean lasting;

    RowGroup(Figure... figures) {
        this.figures = Collections.unmodifiableSet(EnumSet.copyOf(List.of(figures)));
        this.ratio = null;
        this.lasting = false;
    }

    RowGroup(Ratio ratio, boolean lasting) {
        this.figures = Collections.unmodifiableSet(EnumSet.of(ratio.numerator(), ratio.denominator()));
        this.ratio = ratio;
        this.lasting = lasting;
    }

    /** All that its rows show. The denominator of an outcome row is as of that row's date, not of the admission counts'. */
    public Set<Figure> figures() {
        return figures;
    }

    /** Empty for the admission counts. */
    Optional<Ratio> ratio() {
        return Optional.ofNullable(ratio);
    }

    /**
     * How it went for a person is settled once and for all. Then two releases tell what went for those who came in
     * between, which they do not where each person's answer is another one every day.
     */
    boolean isLasting() {
        return lasting;
    }

    static List<RowGroup> outcomes() {
        return Arrays.stream(values()).filter(group -> group != ADMISSION).toList();
    }

    /** The group whose date a base count has; of a denominator the admission counts, if it is one of them. */
    static RowGroup of(Figure figure) {
        return Arrays.stream(values())
                .filter(group -> group.figures.contains(figure))
                .findFirst()
                .orElseThrow();
    }

    static RowGroup of(Ratio ratio) {
        return outcomes().stream()
                .filter(group -> group.ratio == ratio)
                .findFirst()
                .orElse(ADMISSION);
    }
}
