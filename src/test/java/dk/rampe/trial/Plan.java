package dk.rampe.trial;

import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which failures are tried in which run. One halt a stage, so that each is tried alone and a run tries many; several
 * errors, for after an error the hub goes on.
 */
final class Plan {

    private static final int ERRORS_A_STAGE = 3;

    private final Map<Stage, Deque<Failure>> waiting = new EnumMap<>(Stage.class);

    private record Hit(Stage stage, int number) {}

    /**
     * Every failpoint's first, middle and last hit.
     *
     * @param hits of an undisturbed run
     * @param seed of the order
     */
    static Plan of(Map<Stage, List<Failpoint>> hits, How how, long seed) {
        Map<Failpoint, List<Hit>> byPoint = new HashMap<>();
        hits.forEach((stage, points) -> {
            Map<Failpoint, Integer> inStage = new HashMap<>();
            points.forEach(point -> byPoint.computeIfAbsent(point, none -> new ArrayList<>())
                    .add(new Hit(stage, inStage.merge(point, 1, Integer::sum))));
        });
        List<Failpoint> order = new ArrayList<>(byPoint.keySet());
        order.sort(java.util.Comparator.comparing(Failpoint::toString));
        Collections.shuffle(order, new Random(seed));
        Plan plan = new Plan();
        // all points once before any is tried a second time
        for (int which = 0; which < 3; which++) {
            for (Failpoint point : order) {
                List<Hit> all = byPoint.get(point);
                Hit hit = all.get(which == 0 ? all.size() / 2 : which == 1 ? 0 : all.size() - 1);
                plan.add(hit.stage(), new Failure(point, hit.number(), how));
            }
        }
        for (Moment moment : Moment.values()) {
            plan.add(Stage.REFERRALS, new Failure(new Failpoint(Step.FAILED, moment), 1, how));
        }
        return plan;
    }

    void add(Stage stage, Failure failure) {
        Deque<Failure> queue = waiting.computeIfAbsent(stage, none -> new ArrayDeque<>());
        if (!queue.contains(failure)) {
            queue.add(failure);
        }
    }

    boolean isDone() {
        return waiting.values().stream().allMatch(Deque::isEmpty);
    }

    /** What the next run tries. */
    Map<Stage, List<Failure>> next() {
        Map<Stage, List<Failure>> run = new EnumMap<>(Stage.class);
        waiting.forEach((stage, queue) -> {
            Set<Failure> now = new LinkedHashSet<>();
            while (!queue.isEmpty() && now.size() < most(queue.peek())) {
                now.add(queue.poll());
            }
            run.put(stage, List.copyOf(now));
        });
        return run;
    }

    private static int most(Failure failure) {
        return failure.how() == How.HALT ? 1 : ERRORS_A_STAGE;
    }

    /** It was not hit so often this time: next time an earlier hit is tried. */
    void again(Stage stage, Failure failure) {
        add(stage, new Failure(failure.at(), Math.max(1, failure.hit() / 2), failure.how()));
    }

    /** A delivery fails only when something else has. */
    static List<Failure> withCause(Failure failure) {
        return failure.at().step() == Step.FAILED
                ? List.of(new Failure(new Failpoint(Step.MESSAGE_SENT, Moment.BEFORE), 1, How.THROW), failure)
                : List.of(failure);
    }
}
