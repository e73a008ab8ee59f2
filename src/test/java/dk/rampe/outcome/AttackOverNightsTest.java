package dk.rampe.outcome;

import static dk.rampe.outcome.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody who holds the releases of thirty nights, and knows of every person when they were referred, completed,
 * answered and left, holds each two of them against each other. What goes for those who joined and left in between is
 * certain when it can only have been one way.
 */
class AttackOverNightsTest {

    private static final int NIGHTS = 30;
    private static final List<RowGroup> SETTLED = List.of(RowGroup.IN_JOB_AT_END, RowGroup.POSITIVE, RowGroup.COPING);

    @ParameterizedTest
    @CsvSource({"1, 36", "2, 36", "3, 36", "4, 121", "5, 121", "6, 121"})
    void nobodysOutcomeIsCertain(int seed, int persons) {
        Random random = new Random(seed);
        List<String> municipalities = List.of("707", "740", "751");
        Nights nights = new Nights(5, municipalities);
        Map<String, List<Nights.Person>> open = new HashMap<>();
        for (String municipality : municipalities) {
            open.put(municipality, new ArrayList<>());
            for (int i = 0; i < persons / 3; i++) {
                live(nights, municipality, random, open.get(municipality));
            }
        }
        List<Picture> releases = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            for (String municipality : municipalities) {
                aDay(nights, municipality, random, open.get(municipality), persons);
            }
            releases.add(nights.release());
        }
        int compared = 0;
        for (int earlier = 0; earlier < NIGHTS; earlier++) {
            for (int later = earlier + 1; later < NIGHTS; later++) {
                compared += compare(nights, releases.get(earlier), releases.get(later));
            }
        }
        assertThat(compared).as("rows that moved and could be compared").isGreaterThan(persons > 100 ? 50 : 0);
    }

    private static int compare(Nights nights, Picture earlier, Picture later) {
        int compared = 0;
        for (RowGroup group : SETTLED) {
            Ratio ratio = group.ratio().orElseThrow();
            for (String scope : later.scopes()) {
                List<String> hidden = new ArrayList<>(earlier.municipalities());
                hidden.removeIf(code -> isShown(earlier, code, group, ratio) && isShown(later, code, group, ratio));
                boolean isShown = isShown(earlier, scope, group, ratio) && isShown(later, scope, group, ratio);
                if (isShown && scope.equals(Outcome.PROJECT)) {
                    // the sum, and what is left of it for those that are hidden
                    compared += doubt(nights, earlier, later, group, List.copyOf(earlier.municipalities()));
                    compared += hidden.isEmpty() ? 0 : doubt(nights, earlier, later, group, hidden);
                } else if (isShown) {
                    compared += doubt(nights, earlier, later, group, List.of(scope));
                }
            }
        }
        return compared;
    }

    private static boolean isShown(Picture release, String scope, RowGroup group, Ratio ratio) {
        return release.of(scope, group).shows(ratio.numerator());
    }

    /** @return 1 when there was anything to be learned */
    private static int doubt(
            Nights nights, Picture earlier, Picture later, RowGroup group, List<String> municipalities) {
        Ratio ratio = group.ratio().orElseThrow();
        Set<Nights.Person> before = new HashSet<>();
        Set<Nights.Person> after = new HashSet<>();
        int growth = 0;
        for (String municipality : municipalities) {
            Showing was = earlier.of(municipality, group);
            Showing is = later.of(municipality, group);
            before.addAll(nights.in(municipality, ratio.denominator(), was.asOf()));
            after.addAll(nights.in(municipality, ratio.denominator(), is.asOf()));
            growth += is.of(ratio.numerator()) - was.of(ratio.numerator());
        }
        Set<Nights.Person> joined = new HashSet<>(after);
        joined.removeAll(before);
        Set<Nights.Person> left = new HashSet<>(before);
        left.removeAll(after);
        if (joined.isEmpty() && left.isEmpty()) {
            return 0;
        }
        assertThat(growth)
                .as("%s of %s: %d joined, %d left", group, municipalities, joined.size(), left.size())
                .isStrictlyBetween(-left.size(), joined.size());
        return 1;
    }

    private static void aDay(Nights nights, String municipality, Random random, List<Nights.Person> open, int persons) {
        int events = 1 + random.nextInt(Math.max(2, persons / 20));
        for (int i = 0; i < events; i++) {
            int what = random.nextInt(20);
            if (what < 8 || open.isEmpty()) {
                live(nights, municipality, random, open);
            } else if (what < 18) {
                nights.become(List.of(open.remove(random.nextInt(open.size()))), end(random));
            } else {
                List<Nights.Person> gone = List.of(open.remove(random.nextInt(open.size())));
                nights.become(gone, end(random));
                nights.erase(municipality, random.nextBoolean() ? gone : List.of());
            }
        }
    }

    private static void live(Nights nights, String municipality, Random random, List<Nights.Person> open) {
        Figure[] figures = random.nextInt(3) == 0
                ? end(random)
                : new Figure[] {REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, ACCEPTED};
        List<Nights.Person> joined = nights.join(municipality, 1, figures);
        if (figures.length == 4) {
            open.addAll(joined);
        }
    }

    private static Figure[] end(Random random) {
        if (random.nextInt(5) == 0) {
            return new Figure[] {REFERRED, DROPPED_OUT};
        }
        Set<Figure> figures = EnumSet.of(REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, ACCEPTED, COMPLETED);
        figures.addAll(random.nextBoolean() ? Set.of(IN_JOB_AT_END) : Set.of());
        if (random.nextInt(4) > 0) {
            figures.add(COMPLETED_WITH_ANSWER);
            figures.addAll(random.nextInt(5) > 0 ? Set.of(POSITIVE_ANSWERS) : Set.of());
        }
        if (random.nextInt(3) > 0) {
            figures.add(COPING_PERSONS);
            figures.addAll(random.nextBoolean() ? Set.of(COPING_BETTER) : Set.of());
        }
        return Stream.of(figures).flatMap(Set::stream).toArray(Figure[]::new);
    }
}
