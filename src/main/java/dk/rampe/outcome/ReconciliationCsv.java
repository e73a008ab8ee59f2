package dk.rampe.outcome;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code reconciliation.csv}: per scope and figure what the release before showed, what this one shows, and the net. Of
 * admission counts also how many persons came in, went out or were corrected since: only where each of the three is
 * nobody, or enough of them.
 */
final class ReconciliationCsv {

    static final String HEADER =
            "programme,scope,indicator,last_shown,last_as_of,now,now_as_of,net,new,withdrawn,corrected";

    private final String programme;
    private final int k;
    private final Picture last;
    private final Picture now;
    private final Tally tally;

    /** @param tally null when nothing was counted because the last release is repeated */
    ReconciliationCsv(String programme, int k, Picture last, Picture now, Tally tally) {
        this.programme = programme;
        this.k = k;
        this.last = last;
        this.now = now;
        this.tally = tally;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String scope : now.scopes()) {
            for (Figure figure : Figure.values()) {
                lines.add(line(scope, figure));
            }
        }
        return lines;
    }

    byte[] content() {
        return lines().stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
    }

    private String line(String scope, Figure figure) {
        Showing before = last.of(scope, RowGroup.of(figure));
        Showing after = now.of(scope, RowGroup.of(figure));
        Integer shownBefore = shown(before, figure);
        Integer shownAfter = shown(after, figure);
        boolean both = shownBefore != null && shownAfter != null;
        return Stream.concat(
                        Stream.of(
                                programme,
                                scope,
                                figure.published(),
                                shownBefore,
                                shownBefore == null ? null : before.asOf(),
                                shownAfter,
                                shownAfter == null ? null : after.asOf(),
                                both ? shownAfter - shownBefore : null),
                        both ? turnover(before, after, figure) : Stream.of(null, null, null))
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining(","));
    }

    private Stream<Integer> turnover(Showing before, Showing after, Figure figure) {
        if (after.isOfProject() || after.group() != RowGroup.ADMISSION) {
            return Stream.of(null, null, null);
        }
        if (before.release().equals(after.release())) {
            return Stream.of(0, 0, 0);
        }
        Turnover turnover = tally.turnover(before);
        List<Integer> persons = List.of(turnover.came(figure), turnover.went(figure), turnover.corrected(figure));
        return persons.stream().allMatch(number -> number == 0 || number >= k)
                ? persons.stream()
                : Stream.of(null, null, null);
    }

    private static Integer shown(Showing showing, Figure figure) {
        return showing != null && showing.shows(figure) ? showing.of(figure) : null;
    }
}
