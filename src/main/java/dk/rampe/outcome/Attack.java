package dk.rampe.outcome;

import dk.rampe.outcome.Knowledge.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation.Result;
import org.ojalgo.optimisation.Variable;

/**
 * Works out, as well as anyone could, between which bounds hidden figures lie: the least and the most a figure can be
 * when all that is known holds at the same time. Bounds are those of the linear programme, whole numbers within.
 */
final class Attack {

    private static final double TOLERANCE = 1e-6;
    private static final int MORE_THAN_THERE_ARE = 1_000_000;

    static {
        // else it prints what machine it runs on
        System.setProperty("shut.up.ojAlgo", "true");
    }

    private final Map<Quantity, Integer> shown;
    private final Map<Quantity, List<Relation>> relationsOf = new HashMap<>();
    private final Set<Quantity> hidden;
    private final Set<List<Bound>> safe;

    /** The sum of hidden figures is {@code most}, or, when it is no sum, no more than that. */
    record Bound(Map<Quantity, Integer> terms, long most, boolean isSum) {}

    /**
     * @param safe what attacks before this one have found safe, with the same width; takes what this one finds
     */
    Attack(Knowledge knowledge, Set<List<Bound>> safe) {
        this.safe = safe;
        this.shown = knowledge.shown();
        this.hidden = knowledge.hidden();
        for (Relation relation : knowledge.relations()) {
            for (Quantity quantity : relation.terms().keySet()) {
                if (hidden.contains(quantity)) {
                    relationsOf
                            .computeIfAbsent(quantity, none -> new ArrayList<>())
                            .add(relation);
                }
            }
        }
    }

    /**
     * The first figure that is known too well.
     *
     * @param width the fewest whole numbers between the least and the most that it can be
     * @param about figures that something has been told of just now; what has nothing to do with them is as safe as before
     */
    Optional<Quantity> narrow(int width, Collection<Quantity> about) {
        Set<Quantity> seen = new HashSet<>();
        for (Quantity start : about) {
            if (hidden.contains(start) && !seen.contains(start)) {
                Set<Quantity> together = together(start);
                seen.addAll(together);
                List<Bound> bounds = bounds(together);
                if (!safe.contains(bounds)) {
                    Optional<Quantity> narrow = new Programme(together, bounds).narrow(width);
                    if (narrow.isPresent()) {
                        return narrow;
                    }
                    safe.add(bounds);
                }
            }
        }
        return Optional.empty();
    }

    /** Shown figures that a hidden one, or what hangs together with it, stands in relation to. */
    Set<Quantity> beside(Quantity quantity) {
        Set<Quantity> beside = new LinkedHashSet<>();
        for (Quantity together : together(quantity)) {
            relationsOf
                    .getOrDefault(together, List.of())
                    .forEach(relation -> beside.addAll(relation.terms().keySet()));
        }
        beside.removeAll(hidden);
        return beside;
    }

    /** All hidden figures that bounds of this one depend on. */
    private Set<Quantity> together(Quantity start) {
        Set<Quantity> together = new LinkedHashSet<>(Set.of(start));
        Deque<Quantity> next = new ArrayDeque<>(together);
        while (!next.isEmpty()) {
            for (Relation relation : relationsOf.getOrDefault(next.pop(), List.of())) {
                for (Quantity other : relation.terms().keySet()) {
                    if (hidden.contains(other) && together.add(other)) {
                        next.push(other);
                    }
                }
            }
        }
        return together;
    }

    /** What is known of them. */
    private List<Bound> bounds(Set<Quantity> together) {
        Set<Relation> relations = new LinkedHashSet<>();
        together.forEach(quantity -> relations.addAll(relationsOf.getOrDefault(quantity, List.of())));
        return relations.stream().map(this::bound).toList();
    }

    private Bound bound(Relation relation) {
        Map<Quantity, Integer> terms = new LinkedHashMap<>();
        long known = 0;
        for (Map.Entry<Quantity, Integer> term : relation.terms().entrySet()) {
            if (hidden.contains(term.getKey())) {
                terms.put(term.getKey(), term.getValue());
            } else {
                known += (long) term.getValue() * shown.get(term.getKey());
            }
        }
        return new Bound(terms, -known, !relation.isBound());
    }

    /** The linear programme over figures that hang together. */
    private final class Programme {

        private final ExpressionsBasedModel model = new ExpressionsBasedModel();
        private final Map<Quantity, Variable> variables = new LinkedHashMap<>();
        private final Map<Variable, Range> ranges = new HashMap<>();

        private Programme(Set<Quantity> together, List<Bound> bounds) {
            together.forEach(quantity -> variables.put(
                    quantity, model.newVariable("q" + variables.size()).lower(0).upper(MORE_THAN_THERE_ARE)));
            bounds.forEach(this::add);
        }

        private void add(Bound bound) {
            Expression expression = model.newExpression("r" + model.countExpressions());
            bound.terms().forEach((quantity, factor) -> expression.set(variables.get(quantity), factor));
            expression.upper(bound.most());
            if (bound.isSum()) {
                expression.lower(bound.most());
            }
        }

        private Optional<Quantity> narrow(int width) {
            return variables.entrySet().stream()
                    .filter(entry -> !isWide(entry.getValue(), width))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        /** What others came to in their extremes is possible, too: often that is enough. */
        private boolean isWide(Variable variable, int width) {
            Range seen = ranges.getOrDefault(variable, Range.NOTHING);
            if (seen.width() < width) {
                solve(variable, false);
                solve(variable, true);
            }
            return ranges.get(variable).width() >= width;
        }

        private void solve(Variable variable, boolean most) {
            variable.weight(1);
            Result result = most ? model.maximise() : model.minimise();
            variable.weight(null);
            if (!result.getState().isFeasible()) {
                throw new IllegalStateException("figures that are shown contradict each other: " + result.getState());
            }
            variables.values().forEach(other -> {
                double value = result.doubleValue(model.indexOf(other));
                ranges.merge(other, new Range(value, value), Range::with);
            });
        }
    }

    /** What a figure has been seen to be able to be. */
    private record Range(double least, double most) {

        private static final Range NOTHING = new Range(0, 0);

        private Range with(Range other) {
            return new Range(Math.min(least, other.least), Math.max(most, other.most));
        }

        /** Whole numbers in it, less one. */
        private long width() {
            return (long) (Math.floor(most + TOLERANCE) - Math.ceil(least - TOLERANCE));
        }
    }
}
