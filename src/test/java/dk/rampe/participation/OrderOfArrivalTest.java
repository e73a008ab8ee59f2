package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OrderOfArrivalTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    private static final int DAYS = 12;

    @Property(tries = 2000)
    void anyOrderAndRepetitionOfStoredEventsFoldsToTheSameParticipation(
            @ForAll("cases") List<Event> stored, @ForAll Random random) {
        LocalDate asOf = FIRST_DAY.plusDays(random.nextInt(DAYS));
        assertThat(Participation.of(shuffled(stored, random), asOf, Long.MAX_VALUE))
                .isEqualTo(Participation.of(stored, asOf, Long.MAX_VALUE));
    }

    @Property(tries = 500)
    void whatIsNotYetKnownIsAsIfNeverTold(@ForAll("cases") List<Event> stored, @ForAll Random random) {
        int known = random.nextInt(stored.size() + 1);
        assertThat(Participation.of(shuffled(stored, random), FIRST_DAY.plusDays(DAYS), known))
                .isEqualTo(Participation.of(stored.subList(0, known), FIRST_DAY.plusDays(DAYS), Long.MAX_VALUE));
    }

    @Test
    void theSampleEventsOfEveryCaseFoldToTheSameInAnyOrder() {
        Random random = new Random(20230630);
        LocalDate asOf = LocalDate.of(2023, 6, 30);
        ProgressSample.byCase().forEach((number, stored) -> {
            Participation folded = Participation.of(stored, asOf, Long.MAX_VALUE);
            for (int i = 0; i < 20; i++) {
                assertThat(Participation.of(shuffled(stored, random), asOf, Long.MAX_VALUE))
                        .isEqualTo(folded);
            }
        });
        assertThat(ProgressSample.byCase().values().stream()
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(1184);
    }

    /** Few keys and few days, so that versions, corrections, retractions and rings of them are common. */
    @Provide
    Arbitrary<List<Event>> cases() {
        Arbitrary<String> keys = Arbitraries.integers().between(1, 12).map(i -> "k" + i);
        Arbitrary<Event> events = Combinators.combine(
                        keys,
                        Arbitraries.of(Kind.values()),
                        Arbitraries.integers().between(0, DAYS).map(FIRST_DAY::plusDays),
                        Arbitraries.of("20230101", "20230102").injectNull(0.7),
                        keys.injectNull(0.6),
                        facts())
                .as((key, kind, on, stamp, supersedes, facts) -> new Event(0, key, kind, on, stamp, supersedes, facts));
        return events.list().ofMaxSize(16).map(OrderOfArrivalTest::referredAndNumbered);
    }

    private static Arbitrary<Facts> facts() {
        return Combinators.combine(
                        Arbitraries.of("P1", "P2").injectNull(0.2),
                        Arbitraries.of("FLEX_JOB", "INTERNSHIP").injectNull(0.1),
                        Arbitraries.of(true, false),
                        Arbitraries.of("phone", "address", "unheard of").injectNull(0.1),
                        Arbitraries.integers().between(10, 40),
                        Arbitraries.of("UNEMPLOYED_FLEXJOB", "SICK_LISTED_FLEXJOB")
                                .injectNull(0.1))
                .as((placementId, placement, yes, field, score, situation) -> Story.facts(
                        "targetGroup", "PRIMARY",
                        "situation", situation,
                        "protected", yes,
                        "accepted", yes,
                        "field", field,
                        "placementId", placementId,
                        "placement", placement,
                        "instrument", "COPING",
                        "wave", yes ? "START" : "END",
                        "reason", yes ? "MOVED" : "OTHER",
                        "score", score));
    }

    private static List<Event> referredAndNumbered(List<Event> events) {
        List<Event> numbered = new ArrayList<>(Story.primary("2023-01-01").events());
        for (Event event : events) {
            numbered.add(new Event(
                    numbered.size() + 1L,
                    event.key(),
                    event.kind(),
                    event.occurredOn(),
                    event.stamp(),
                    event.supersedes(),
                    event.facts()));
        }
        return numbered;
    }

    private static List<Event> shuffled(List<Event> stored, Random random) {
        List<Event> shuffled = new ArrayList<>(stored);
        stored.stream().filter(event -> random.nextInt(4) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
