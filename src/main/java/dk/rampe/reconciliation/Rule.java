package dk.rampe.reconciliation;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that must hold.
 *
 * @param code as docs/operations.md explains it
 * @param exceptions selects the id of each item for which it does not hold, as text; may name what {@link Bounds} binds
 */
record Rule(String code, String exceptions) {

    static List<Rule> all() {
        return Stream.of(LineRules.ALL, CopyRules.ALL, EventRules.ALL, DeliveryRules.ALL, ReleaseRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
