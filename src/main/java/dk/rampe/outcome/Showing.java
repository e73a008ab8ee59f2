package dk.rampe.outcome;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rows of a group in a scope, as a release moved them; every release after it repeats them until one moves them
 * again. Never leaves the hub: it also knows what it hides.
 *
 * @param release that moved them
 * @param asOf the date they have
 * @param known the highest event number that went into them; of PROJECT the highest of its parts'
 * @param counts of the group's figures, true also where they are hidden
 * @param hidden which of the figures no row shows
 * @param parts of PROJECT the releases that moved what it is the sum of, by municipality; else empty
 */
record Showing(
        String scope,
        RowGroup group,
        UUID release,
        LocalDate asOf,
        long known,
        BaseCounts counts,
        Set<Figure> hidden,
        Map<String, UUID> parts) {

    boolean isOfProject() {
        return scope.equals(Outcome.PROJECT);
    }

    boolean shows(Figure figure) {
        return !hidden.contains(figure);
    }

    int of(Figure figure) {
        return counts.of(figure);
    }

    /** Of n of N: with N goes n. */
    Showing hiding(Figure figure) {
        Set<Figure> more = new HashSet<>(hidden);
        more.add(figure);
        group.ratio().filter(ratio -> ratio.denominator() == figure).ifPresent(ratio -> more.add(ratio.numerator()));
        return new Showing(scope, group, release, asOf, known, counts, more, parts);
    }
}
