package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FateTest {

    @Test
    void anEventNothingSpeaksAgainstCounts() {
        assertThat(fates(Story.primary("2023-01-10").assessed("2023-01-12", true)))
                .containsOnlyKeys(1L, 2L)
                .containsValues(counts());
    }

    @Test
    void anOlderVersionIsReplacedByTheOneThatCountsWhateverCameFirst() {
        Story story = Story.primary("2023-01-10")
                .stamp("20230110_02")
                .referred("2023-01-09", "UNEMPLOYED_FLEXJOB")
                .key("referral")
                .stamp("20230110_01");
        assertThat(fates(story)).containsEntry(1L, counts()).containsEntry(2L, new Fate(Fate.What.REPLACED, 1L));
    }

    @Test
    void aCorrectedEventStaysCorrectedWhenItsCorrectionIsRetracted() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.STARTED, "2023-02-01")
                .tell(Kind.STARTED, "2023-02-02")
                .supersedes("e2")
                .tell(Kind.RETRACTED, "2023-02-03")
                .supersedes("e3");
        assertThat(fates(story))
                .containsEntry(2L, new Fate(Fate.What.CORRECTED, 3L))
                .containsEntry(3L, new Fate(Fate.What.RETRACTED, 4L))
                .containsEntry(4L, counts());
    }

    @Test
    void anEventWhoseRetractionIsRetractedCountsAgain() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-06-01")
                .tell(Kind.RETRACTED, "2023-06-02")
                .supersedes("e2")
                .tell(Kind.RETRACTED, "2023-06-03")
                .supersedes("e3");
        assertThat(fates(story)).containsEntry(2L, counts()).containsEntry(3L, new Fate(Fate.What.RETRACTED, 4L));
    }

    @Test
    void onlyARetractionThatStandsIsNamedAsTheOneThatTookTheEventAway() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-06-01")
                .tell(Kind.RETRACTED, "2023-06-02")
                .supersedes("e2")
                .tell(Kind.RETRACTED, "2023-06-03")
                .supersedes("e3")
                .tell(Kind.RETRACTED, "2023-06-04")
                .supersedes("e2");
        assertThat(fates(story)).containsEntry(2L, new Fate(Fate.What.RETRACTED, 5L));
    }

    @Test
    void whatCountsIsWhatTheFoldTakes() {
        int takenAway = 0;
        for (List<Event> events : ProgressSample.byCase().values()) {
            Map<Long, Fate> fates = Fate.of(events);
            List<Long> counting = events.stream()
                    .filter(event -> event.kind() != Kind.RETRACTED)
                    .map(Event::number)
                    .filter(number -> fates.get(number).equals(counts()))
                    .toList();
            assertThat(StandingEvents.of(events, Long.MAX_VALUE))
                    .extracting(Event::number)
                    .containsExactlyInAnyOrderElementsOf(counting);
            takenAway += events.size() - counting.size();
        }
        assertThat(takenAway).isPositive();
    }

    private static Fate counts() {
        return new Fate(Fate.What.COUNTS, null);
    }

    private static Map<Long, Fate> fates(Story story) {
        return Fate.of(story.events());
    }
}
