package dk.rampe.outcome;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what a release hides of the rows that it moves (docs/indicators.md, rules 1 and 2). Rows that it repeats are
 * shown or hidden as they were.
 */
final class Suppression {

    /** Within a municipality, what is missed least goes first. */
    private static final List<Figure> LEAST_MISSED = List.of(
            Figure.DROPPED_OUT,
            Figure.REJECTED,
            Figure.SICK_LISTED_AT_REFERRAL,
            Figure.PRIMARY_UNEMPLOYED,
            Figure.COMPLETED_WITH_ANSWER,
            Figure.COMPLETED,
            Figure.ACCEPTED,
            Figure.PARTICIPANTS,
            Figure.REFERRED);

    private final int k;
    private final PrimarySuppression primary;
    private final Collection<Showing> earlier;
    private final Picture picture;
    private final Collection<Showing> moved;
    private final Set<List<Attack.Bound>> safe = new HashSet<>();

    /**
     * @param k the fewest persons behind what is shown
     * @param earlier all that releases before this one have moved
     * @param picture all rows of this one; what it moves hides nothing yet
     * @param moved the rows that it moves
     */
    Suppression(int k, Collection<Showing> earlier, Picture picture, Collection<Showing> moved) {
        this.k = k;
        this.primary = new PrimarySuppression(k);
        this.earlier = earlier;
        this.picture = picture;
        this.moved = List.copyOf(moved);
    }

    /** @throws UnsafeRelease when something hidden can be worked out, whatever else is hidden */
    void apply() {
        repeatWhatIsDecided();
        hideTheFew();
        boolean isSafe = false;
        while (!isSafe) {
            Optional<Quantity> ofItsOwn = narrowOfItsOwn();
            Attack attack = new Attack(knowledge(), safe);
            Optional<Quantity> narrow = ofItsOwn.isPresent()
                    ? ofItsOwn
                    : attack.narrow(
                            k, current().stream().flatMap(Suppression::behind).toList());
            isSafe = narrow.isEmpty();
            narrow.ifPresent(quantity -> hideOneMore(quantity, ofItsOwn.isPresent(), attack));
        }
    }

    /** The figures that rows tell something of. */
    private static Stream<Quantity> behind(Showing showing) {
        return showing.group().figures().stream()
                .flatMap(figure -> Stream.concat(
                        Stream.of(Quantity.of(showing, figure)),
                        showing.parts().entrySet().stream()
                                .map(part -> Quantity.ofPart(part.getKey(), figure, part.getValue()))));
    }

    /** What other counts of its own municipality give away. */
    private Optional<Quantity> narrowOfItsOwn() {
        return current().stream()
                .filter(showing -> showing.group() == RowGroup.ADMISSION && !showing.isOfProject())
                .flatMap(admission -> new Attack(new Knowledge(List.of(admission)), safe)
                        .narrow(k, behind(admission).toList()).stream())
                .findFirst();
    }

    /** A sum of the same rows is the same figure, also where it stands in other rows now. */
    private void repeatWhatIsDecided() {
        Knowledge before = new Knowledge(earlier);
        for (Showing showing : current()) {
            for (Figure figure : showing.group().figures()) {
                if (before.hidden().contains(Quantity.of(showing, figure))) {
                    hide(Quantity.of(showing, figure));
                }
            }
        }
    }

    private void hideTheFew() {
        for (Showing showing : current()) {
            primary.hidden(showing.group(), showing.counts()).forEach(figure -> hide(Quantity.of(showing, figure)));
        }
    }

    private Knowledge knowledge() {
        List<Showing> all = new ArrayList<>(earlier);
        all.addAll(current());
        return new Knowledge(all);
    }

    /**
     * In its own municipality what is missed least goes first; else the municipality with the smallest N, and PROJECT
     * only after all of them; at last whatever stands beside it.
     */
    private void hideOneMore(Quantity narrow, boolean ofItsOwn, Attack attack) {
        Quantity more = (ofItsOwn
                        ? Stream.of(inTheSameScope(narrow))
                        : Stream.of(inOtherScopes(narrow), inProject(narrow), beside(attack.beside(narrow))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new UnsafeRelease(List.of(narrow)));
        hide(more);
    }

    private Optional<Quantity> inTheSameScope(Quantity narrow) {
        Showing admission = picture.of(narrow.scope(), RowGroup.ADMISSION);
        return LEAST_MISSED.stream()
                .filter(admission::shows)
                .filter(figure -> isRelated(figure, narrow.figure()))
                .map(figure -> Quantity.of(admission, figure))
                .findFirst();
    }

    private static boolean isRelated(Figure one, Figure other) {
        return Stream.of(
                        Set.of(Figure.REFERRED, Figure.PARTICIPANTS, Figure.REJECTED, Figure.DROPPED_OUT),
                        Set.of(Figure.PARTICIPANTS, Figure.PRIMARY_UNEMPLOYED, Figure.SICK_LISTED_AT_REFERRAL),
                        Set.of(Figure.COMPLETED, Figure.PARTICIPANTS),
                        Set.of(Figure.COMPLETED_WITH_ANSWER, Figure.COMPLETED),
                        Set.of(Figure.ACCEPTED, Figure.REFERRED))
                .anyMatch(related -> related.contains(one) && related.contains(other));
    }

    private Optional<Quantity> inOtherScopes(Quantity narrow) {
        return candidates(narrow.figure())
                .filter(showing -> !showing.isOfProject() && showing.group() == RowGroup.of(narrow.figure()))
                .min(bySize())
                .map(showing -> Quantity.of(showing, narrow.figure()));
    }

    private Optional<Quantity> inProject(Quantity narrow) {
        return candidates(narrow.figure())
                .filter(Showing::isOfProject)
                .map(showing -> Quantity.of(showing, narrow.figure()))
                .findFirst();
    }

    private Optional<Quantity> beside(Set<Quantity> shown) {
        return Stream.concat(LEAST_MISSED.stream(), Stream.of(Figure.values()))
                .flatMap(figure -> candidates(figure)
                        .sorted(Comparator.comparing(Showing::isOfProject).thenComparing(bySize()))
                        .map(showing -> Quantity.of(showing, figure)))
                .filter(shown::contains)
                .findFirst();
    }

    /** Moved now, and shown so far. */
    private Stream<Showing> candidates(Figure figure) {
        return current().stream()
                .filter(showing -> showing.group().figures().contains(figure) && showing.shows(figure));
    }

    private static Comparator<Showing> bySize() {
        return Comparator.comparingInt(Suppression::size).thenComparing(Showing::scope);
    }

    /** N, of a count that is no part of one: the persons referred. */
    private static int size(Showing showing) {
        return showing.group()
                .ratio()
                .map(ratio -> showing.of(ratio.denominator()))
                .orElseGet(() -> showing.of(Figure.REFERRED));
    }

    /** As they stand, with what has been hidden so far. */
    private List<Showing> current() {
        return moved.stream()
                .map(showing -> picture.of(showing.scope(), showing.group()))
                .toList();
    }

    /** Wherever it stands. With N goes n. */
    private void hide(Quantity quantity) {
        for (Showing showing : current()) {
            if (showing.group().figures().contains(quantity.figure())
                    && Quantity.of(showing, quantity.figure()).equals(quantity)) {
                picture.put(showing.hiding(quantity.figure()));
            }
        }
    }
}
