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

    Attack(Knowledge knowledge) {
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
                Optional<Quantity> narrow = new Programme(together).narrow(width);
                if (narrow.isPresent()) {
                    return narrow;
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

    /** The linear programme over figures that hang together. */
    private final class Programme {

        private final ExpressionsBasedModel model = new ExpressionsBasedModel();
        private final Map<Quantity, Variable> variables = new LinkedHashMap<>();

        private Programme(Set<Quantity> together) {
            together.forEach(quantity -> variables.put(
                    quantity, model.newVariable("q" + variables.size()).lower(0).upper(MORE_THAN_THERE_ARE)));
            Set<Relation> relations = new LinkedHashSet<>();
            together.forEach(quantity -> relations.addAll(relationsOf.getOrDefault(quantity, List.of())));
            relations.forEach(this::add);
        }

        private void add(Relation relation) {
            Expression expression = model.newExpression("r" + model.countExpressions());
            long known = 0;
            for (Map.Entry<Quantity, Integer> term : relation.terms().entrySet()) {
                Variable variable = variables.get(term.getKey());
                if (variable == null) {
                    known += (long) term.getValue() * shown.get(term.getKey());
                } else {
                    expression.set(variable, term.getValue());
                }
            }
            expression.upper(-known);
            if (!relation.isBound()) {
                expression.lower(-known);
            }
        }

        private Optional<Quantity> narrow(int width) {
            return variables.entrySet().stream()
                    .filter(entry -> most(entry.getValue()) - least(entry.getValue()) < width)
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private long least(Variable variable) {
            return (long) Math.ceil(solved(variable, false) - TOLERANCE);
        }

        private long most(Variable variable) {
            return (long) Math.floor(solved(variable, true) + TOLERANCE);
        }

        private double solved(Variable variable, boolean most) {
            variable.weight(1);
            Result result = most ? model.maximise() : model.minimise();
            variable.weight(null);
            if (!result.getState().isFeasible()) {
                throw new IllegalStateException("figures that are shown contradict each other: " + result.getState());
            }
            return result.getValue();
        }
    }
}
