package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came out of runs, each of which must end as the undisturbed one did. */
final class Tried {

    private final Trial.Outcome undisturbed;
    private final Set<Failpoint> points = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private int failures;
    private long compared;

    Tried(Trial.Outcome undisturbed) {
        this.undisturbed = undisturbed;
    }

    /** @return what was to happen and did not, by stage */
    Map<Stage, List<Failure>> run(Trial trial, Map<Stage, List<Failure>> planned) {
        try {
            Trial.Outcome outcome = trial.run(planned, undisturbed.fingerprints());
            synchronized (this) {
                outcome.fingerprints().forEach((stage, rows) -> compare(stage, rows, planned));
                return missed(planned, outcome);
            }
        } catch (Exception | AssertionError e) {
            synchronized (this) {
                differences.add("a run with %s came to no end: %s".formatted(planned, e));
            }
            return Map.of();
        }
    }

    private void compare(Stage stage, List<String> now, Map<Stage, List<Failure>> planned) {
        List<String> same = undisturbed.fingerprints().get(stage);
        if (!now.equals(same)) {
            differences.add("%s of a run with %s lacks %s and has %s"
                    .formatted(stage, planned, difference(same, now), difference(now, same)));
        }
        compared += same.size();
    }

    /** Where ids are all that differs, with them; else without, for one row that differs gives many another name. */
    private static List<String> difference(List<String> some, List<String> others) {
        List<String> nameless = without(nameless(some), nameless(others));
        return (nameless.isEmpty() ? without(some, others) : nameless)
                .stream()
                        .map(row -> row.lines().findFirst().orElseThrow())
                        .limit(10)
                        .toList();
    }

    private static List<String> nameless(List<String> rows) {
        return rows.stream().map(row -> row.replaceAll("id-[0-9a-f]{10}", "id")).toList();
    }

    private Map<Stage, List<Failure>> missed(Map<Stage, List<Failure>> planned, Trial.Outcome outcome) {
        Map<Stage, List<Failure>> missed = new EnumMap<>(Stage.class);
        planned.forEach((stage, all) -> {
            List<Failure> happened = outcome.failed().getOrDefault(stage, List.of());
            all.stream().filter(happened::contains).forEach(failure -> {
                failures++;
                points.add(failure.at());
            });
            missed.put(stage, without(all, happened));
        });
        return missed;
    }

    private static <T> List<T> without(List<T> some, List<T> others) {
        List<T> rest = new ArrayList<>(some);
        others.forEach(rest::remove);
        return rest;
    }

    Set<Failpoint> points() {
        return points;
    }

    /** Everywhere, everybody holds what they hold when nothing fails. */
    void assertNoDifference() {
        assertThat(differences).isEmpty();
        assertThat(failures).isPositive();
    }

    /** @param unit of what failed, in words */
    void held(String what, String unit) {
        assertNoDifference();
        Reliability.held(
                Promise.FAILPOINTS,
                what,
                "%d %s at %d of %d failpoints"
                        .formatted(
                                failures, unit, points.size(), Failpoint.all().size()),
                "%,d rows and files at hub and neighbours compared with an undisturbed run: all the same"
                        .formatted(compared));
    }
}
