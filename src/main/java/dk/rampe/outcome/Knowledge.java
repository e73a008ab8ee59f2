package dk.rampe.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody knows who holds every release ever sent and has read the rules: the figures shown, and how figures hang
 * together (docs/indicators.md, rule 2). Why a figure is hidden, they do not know.
 */
final class Knowledge {

    private final Map<Quantity, Integer> shown = new HashMap<>();
    private final Set<Quantity> hidden = new LinkedHashSet<>();
    private final List<Relation> relations = new ArrayList<>();

    /**
     * The sum of all terms is 0, or, of a bound, at most 0.
     *
     * @param terms in an order that is the same in every run, as is all that follows from it
     */
    record Relation(Map<Quantity, Integer> terms, boolean isBound) {}

    Knowledge(Collection<Showing> showings) {
        showings.forEach(this::takeFigures);
        showings.forEach(this::takeRelations);
    }

    Map<Quantity, Integer> shown() {
        return shown;
    }

    /** Nobody is behind a figure of no persons, shown or not: those are not among them. */
    Set<Quantity> hidden() {
        return hidden;
    }

    List<Relation> relations() {
        return relations;
    }

    private void takeFigures(Showing showing) {
        for (Figure figure : showing.group().figures()) {
            Quantity quantity = Quantity.of(showing, figure);
            if (showing.shows(figure)) {
                shown.put(quantity, showing.of(figure));
            } else if (isOfNobody(showing, figure)) {
                shown.put(quantity, 0);
            } else {
                hidden.add(quantity);
            }
        }
    }

    /** N is shown, and 0. */
    private static boolean isOfNobody(Showing showing, Figure figure) {
        for (Ratio ratio : Ratio.values()) {
            Figure whole = ratio.denominator();
            if (ratio.numerator() == figure
                    && showing.group().figures().contains(whole)
                    && showing.shows(whole)
                    && showing.of(whole) == 0) {
                return true;
            }
        }
        return false;
    }

    private void takeRelations(Showing showing) {
        if (showing.isOfProject()) {
            showing.group().figures().forEach(figure -> takeSum(showing, figure));
        } else if (showing.group() == RowGroup.ADMISSION) {
            takeAdmission(showing);
        } else {
            Ratio ratio = showing.group().ratio().orElseThrow();
            takeBound(showing, ratio.numerator(), ratio.denominator());
        }
    }

    private void takeSum(Showing project, Figure figure) {
        Map<Quantity, Integer> terms = new LinkedHashMap<>();
        project.parts()
                .forEach((municipality, release) -> terms.put(Quantity.ofPart(municipality, figure, release), 1));
        terms.put(Quantity.of(project, figure), -1);
        relations.add(new Relation(terms, false));
    }

    private void takeAdmission(Showing showing) {
        takeWhole(showing, Figure.REFERRED, Figure.PARTICIPANTS, Figure.REJECTED, Figure.DROPPED_OUT);
        takeWhole(showing, Figure.PARTICIPANTS, Figure.PRIMARY_UNEMPLOYED, Figure.SICK_LISTED_AT_REFERRAL);
        takeBound(showing, Figure.COMPLETED, Figure.PARTICIPANTS);
        takeBound(showing, Figure.COMPLETED_WITH_ANSWER, Figure.COMPLETED);
        takeBound(showing, Figure.ACCEPTED, Figure.REFERRED);
    }

    private void takeWhole(Showing showing, Figure whole, Figure... parts) {
        Map<Quantity, Integer> terms = new LinkedHashMap<>();
        terms.put(Quantity.of(showing, whole), -1);
        for (Figure part : parts) {
            terms.put(Quantity.of(showing, part), 1);
        }
        relations.add(new Relation(terms, false));
    }

    private void takeBound(Showing showing, Figure part, Figure whole) {
        Map<Quantity, Integer> terms = new LinkedHashMap<>();
        terms.put(Quantity.of(showing, part), 1);
        terms.put(Quantity.of(showing, whole), -1);
        relations.add(new Relation(terms, true));
    }
}
