package dk.rampe.participation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Starts and ends of sick leave, in fold order; a start while away and an end while at work say nothing new. */
final class Absences {

    private final List<SickLeave> leaves = new ArrayList<>();

    void started(LocalDate on) {
        if (!isAway()) {
            leaves.add(new SickLeave(on, null));
        }
    }

    void ended(LocalDate on) {
        if (isAway()) {
            int last = leaves.size() - 1;
            leaves.set(last, new SickLeave(leaves.get(last).startedOn(), on));
        }
    }

    List<SickLeave> leaves() {
        return List.copyOf(leaves);
    }

    private boolean isAway() {
        return !leaves.isEmpty() && leaves.get(leaves.size() - 1).endedOn() == null;
    }
}
