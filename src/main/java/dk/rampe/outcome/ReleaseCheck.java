package dk.rampe.outcome;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks once more at what a release would show, before it is stored (docs/indicators.md, rule 5): nothing on few persons,
 * PROJECT the sum of what it is made of, each figure shown or hidden wherever it stands.
 */
final class ReleaseCheck {

    private final int k;
    private final Picture picture;
    private final Set<Quantity> shown = new LinkedHashSet<>();
    private final Set<Quantity> hidden = new LinkedHashSet<>();
    private final Set<Quantity> wrong = new LinkedHashSet<>();

    private ReleaseCheck(int k, Picture picture) {
        this.k = k;
        this.picture = picture;
    }

    /** @throws UnsafeRelease naming the figures that are not as they must be */
    static void of(int k, Picture picture) {
        ReleaseCheck check = new ReleaseCheck(k, picture);
        picture.all().forEach(check::look);
        check.shown.retainAll(check.hidden);
        check.wrong.addAll(check.shown);
        if (!check.wrong.isEmpty()) {
            throw new UnsafeRelease(List.copyOf(check.wrong));
        }
    }

    private void look(Showing showing) {
        for (Figure figure : showing.group().figures()) {
            Quantity quantity = Quantity.of(showing, figure);
            (showing.shows(figure) ? shown : hidden).add(quantity);
            boolean onFew = showing.shows(figure) && 0 < showing.of(figure) && showing.of(figure) < k;
            boolean isNoSum = showing.isOfProject() && showing.of(figure) != sum(showing.group(), figure);
            if (onFew || isNoSum) {
                wrong.add(quantity);
            }
        }
        for (Ratio ratio : Ratio.values()) {
            if (RowGroup.of(ratio) == showing.group()
                    && showing.shows(ratio.numerator())
                    && tellsTooMuch(showing, ratio)) {
                wrong.add(Quantity.of(showing, ratio.numerator()));
            }
        }
    }

    private boolean tellsTooMuch(Showing showing, Ratio ratio) {
        int n = showing.of(ratio.numerator());
        int all = showing.of(ratio.denominator());
        boolean onFew = all < k || (all - n > 0 && all - n < k);
        boolean onAll = ratio.isOutcome() && (n == 0 || n == all);
        return onFew || onAll || !showing.shows(ratio.denominator());
    }

    private int sum(RowGroup group, Figure figure) {
        return picture.parts(group).stream().mapToInt(part -> part.of(figure)).sum();
    }
}
