package dk.rampe.trial;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which failures are tried in which run. One halt a stage, so that each is tried alone and a run tries many; several
 * errors, for after an error the hub goes on. Several trials may carry out one plan side by side.
 */
final class Plan {

    private static final int ERRORS_A_STAGE = 4;
    private static final int ATTEMPTS = 4;

    private final How how;
    private final Map<Stage, Deque<Failure>> waiting = new EnumMap<>(Stage.class);
    private final Map<Failpoint, Integer> missed = new HashMap<>();
    private final List<String> untried = new ArrayList<>();
    private int earlier;

    private record Hit(Stage stage, int number) {}

    private Plan(How how) {
        this.how = how;
        for (Stage stage : Stage.values()) {
            waiting.put(stage, new ArrayDeque<>());
        }
    }

    /**
     * Every failpoint once: of the first its first hit of the day, of the next its last, of the third one between them,
     * and so on.
     *
     * @param hits of an undisturbed run
     */
    static Plan ofOneEach(Map<Stage, List<Failpoint>> hits, How how) {
        Plan plan = new Plan(how);
        int turn = 0;
        for (Map.Entry<Failpoint, List<Hit>> point : byPoint(hits).entrySet()) {
            List<Hit> all = point.getValue();
            int last = all.size() - 1;
            plan.add(point.getKey(), all.get(List.of(0, last, last / 2).get(turn++ % 3)));
        }
        plan.addWhatNeedsACause();
        return plan;
    }

    /**
     * Every failpoint's first hit of the day, its last, and one between them: of the stage in which least is tried, so
     * that there are few runs.
     *
     * @param hits of an undisturbed run
     */
    static Plan ofThreeEach(Map<Stage, List<Failpoint>> hits, How how) {
        Plan plan = new Plan(how);
        Map<Failpoint, List<Hit>> byPoint = byPoint(hits);
        byPoint.forEach((point, all) -> {
            plan.add(point, all.get(0));
            plan.add(point, all.get(all.size() - 1));
        });
        byPoint.forEach((point, all) -> {
            if (all.size() > 2) {
                plan.add(point, plan.middle(all.subList(1, all.size() - 1)));
            }
        });
        plan.addWhatNeedsACause();
        return plan;
    }

    private void addWhatNeedsACause() {
        for (Moment moment : Moment.values()) {
            add(new Failpoint(Step.FAILED, moment), new Hit(Stage.REFERRALS, 1));
        }
    }

    private static Map<Failpoint, List<Hit>> byPoint(Map<Stage, List<Failpoint>> hits) {
        Map<Failpoint, List<Hit>> byPoint =
                new TreeMap<>(comparing(Failpoint::step).thenComparing(Failpoint::moment));
        hits.forEach((stage, points) -> {
            Map<Failpoint, Integer> inStage = new HashMap<>();
            points.forEach(point -> byPoint.computeIfAbsent(point, none -> new ArrayList<>())
                    .add(new Hit(stage, inStage.merge(point, 1, Integer::sum))));
        });
        return byPoint;
    }

    private Hit middle(List<Hit> between) {
        Stage emptiest = between.stream()
                .map(Hit::stage)
                .min(comparingInt(stage -> waiting.get(stage).size()))
                .orElseThrow();
        List<Hit> there =
                between.stream().filter(hit -> hit.stage() == emptiest).toList();
        return there.get(there.size() / 2);
    }

    private void add(Failpoint point, Hit hit) {
        Failure failure = new Failure(point, hit.number(), how);
        Deque<Failure> queue = waiting.get(hit.stage());
        if (!queue.contains(failure)) {
            queue.add(failure);
        }
    }

    /** What the next run tries; nothing when all is tried. */
    synchronized Map<Stage, List<Failure>> next() {
        Map<Stage, List<Failure>> run = new EnumMap<>(Stage.class);
        waiting.forEach((stage, queue) -> {
            while (!queue.isEmpty() && size(run.get(stage)) < (how == How.HALT ? 1 : ERRORS_A_STAGE)) {
                run.computeIfAbsent(stage, none -> new ArrayList<>()).add(queue.poll());
            }
        });
        return run;
    }

    private static int size(List<Failure> failures) {
        return failures == null ? 0 : failures.size();
    }

    /** It was not hit so often this time: next time an earlier hit is tried. */
    synchronized void again(Stage stage, Failure failure) {
        if (missed.merge(failure.at(), 1, Integer::sum) < ATTEMPTS) {
            int hit = Math.max(1, failure.hit() / 2);
            earlier += hit < failure.hit() ? 1 : 0;
            add(failure.at(), new Hit(stage, hit));
        } else {
            untried.add(failure + " at " + stage);
        }
    }

    /** How often an earlier hit was tried than the undisturbed run has. */
    synchronized int earlier() {
        return earlier;
    }

    /** What could not be tried, though it was asked for several times. */
    synchronized List<String> untried() {
        return List.copyOf(untried);
    }

    /** A delivery fails only when something else has: a message, in its batch and again by itself. */
    static List<Failure> withCause(Failure failure) {
        Failpoint sending = new Failpoint(Step.MESSAGE_SENT, Moment.BEFORE);
        return failure.at().step() == Step.FAILED
                ? List.of(new Failure(sending, 1, How.THROW), new Failure(sending, 2, How.THROW), failure)
                : List.of(failure);
    }
}
