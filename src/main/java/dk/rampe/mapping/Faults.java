package dk.rampe.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with one record, by canonical field, so that one mistake is told once, also where two fields share a cell. */
final class Faults {

    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> targets = new LinkedHashSet<>();

    void add(String target, Fault fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
        if (fault.refuses()) {
            targets.add(target);
        }
    }

    /** Nothing more is to be said about the field. */
    void skip(String target) {
        targets.add(target);
    }

    boolean any() {
        return !targets.isEmpty();
    }

    /** Whether the field, or something within it or around it, has been complained about. */
    boolean touch(String target) {
        return targets.stream()
                .anyMatch(known ->
                        known.equals(target) || known.startsWith(target + ".") || target.startsWith(known + "."));
    }

    boolean refuse() {
        return faults.stream().anyMatch(Fault::refuses);
    }

    List<Fault> list() {
        return List.copyOf(faults);
    }
}
