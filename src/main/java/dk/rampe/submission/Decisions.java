package dk.rampe.submission;

import static dk.rampe.submission.LineOutcome.Outcome.WAITING;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.submission.Placing.Agreements;
import dk.rampe.submission.WaitingLines.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides, record by record, what becomes of a batch and of the lines that waited for something in it; knows no
 * database. What waits is tried again as soon as its case has moved, in the order in which it came.
 */
final class Decisions {

    private final Batch batch;
    private final Placing placing;
    private final Set<Waiting> earlier = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<CaseKey, List<Waiting>> waiting = new LinkedHashMap<>();
    private final List<LineOutcome> outcomes = new ArrayList<>();
    private final List<LineOutcome> takenUp = new ArrayList<>();

    /** @param earlier lines of these cases that wait, oldest first */
    Decisions(Batch batch, Agreements agreements, List<Waiting> earlier) {
        this.batch = batch;
        this.placing = new Placing(batch, agreements);
        this.earlier.addAll(earlier);
        earlier.forEach(this::await);
    }

    /** @param key the case it names; null when it names a participation that nobody knows, or one that is erased */
    void take(Told told, CaseKey key) {
        if (key == null) {
            outcomes.add(placing.ofNoCase(told));
            return;
        }
        int before = batch.additions().size();
        LineOutcome outcome = placing.place(told, key);
        outcomes.add(outcome);
        if (outcome.outcome() == WAITING) {
            await(new Waiting(key, told));
        } else if (batch.additions().size() > before) {
            takeUp(key);
        }
    }

    private void await(Waiting line) {
        waiting.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line);
    }

    /** One line taken up may be what another waits for: goes on until nothing moves. */
    private void takeUp(CaseKey key) {
        boolean moved = waiting.containsKey(key);
        while (moved) {
            moved = waiting.get(key).removeIf(this::isTakenUp);
        }
    }

    private boolean isTakenUp(Waiting line) {
        LineOutcome outcome = placing.place(line.told(), line.key());
        if (outcome.outcome() == WAITING) {
            return false;
        }
        if (earlier.contains(line)) {
            takenUp.add(outcome);
        } else {
            outcomes.replaceAll(old -> old.isOf(line.told()) ? outcome : old);
        }
        return true;
    }

    /** Of the records taken, in their order. */
    List<LineOutcome> outcomes() {
        return outcomes;
    }

    /** Those of the records taken that wait. */
    List<Waiting> toWait() {
        return waiting.values().stream()
                .flatMap(List::stream)
                .filter(line -> !earlier.contains(line))
                .toList();
    }

    /** Outcomes of earlier lines that wait no more. */
    List<LineOutcome> takenUp() {
        return takenUp;
    }
}
