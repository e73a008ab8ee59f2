package dk.rampe.submission;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.submission.PaperHub.Story;
import dk.rampe.submission.PaperHub.Telling;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever order the sample deliveries come in, however often, in however large batches: the same cases, the same statuses. */
class OrderOfArrivalTest {

    private static final int PERMUTATIONS = Form.of(250, 1000);
    private static final LocalDate[] DAYS = {
        LocalDate.parse("2021-12-31"), LocalDate.parse("2022-12-31"), LocalDate.parse("2023-12-31")
    };

    @Test
    void aThousandPermutationsAndDuplicationsOfTheSamplesGiveTheSameParticipations() {
        List<Telling> straight = SampleTellings.all();
        PaperHub hub = new PaperHub();
        hub.take(straight);
        assertThat(straight).hasSizeGreaterThan(1184 + 135);
        assertThat(hub.waiting()).isZero();
        assertThat(hub.refused()).isEmpty();
        assertThat(SampleTellings.progress().stream().map(one -> one.told().text("eventId")))
                .as("two contents under one event id would be decided by arrival")
                .doesNotHaveDuplicates()
                .hasSize(1184);
        List<Story> expected = hub.stories(DAYS);
        assertThat(expected.size()).isEqualTo(135);
        IntStream.range(0, PERMUTATIONS).parallel().forEach(seed -> {
            PaperHub other = told(straight, new Random(seed));
            assertThat(other.waiting()).as("waiting with seed %d", seed).isZero();
            assertThat(other.refused()).as("refused with seed %d", seed).isEmpty();
            assertThat(other.stories(DAYS).equals(expected))
                    .as("cases with seed %d", seed)
                    .isTrue();
        });
    }

    /** One in four is told twice or more, in batches of 1 to 400. */
    private static PaperHub told(List<Telling> straight, Random random) {
        List<Telling> shuffled = new ArrayList<>(straight);
        straight.stream().filter(one -> random.nextInt(4) == 0).forEach(one -> shuffled.add(again(one)));
        straight.stream().filter(one -> random.nextInt(16) == 0).forEach(one -> shuffled.add(again(one)));
        Collections.shuffle(shuffled, random);
        PaperHub hub = new PaperHub();
        int from = 0;
        while (from < shuffled.size()) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(400));
            hub.take(shuffled.subList(from, to));
            from = to;
        }
        return hub;
    }

    private static Telling again(Telling one) {
        Told told = one.told();
        return new Telling(
                one.key(),
                new Told(
                        UUID.randomUUID(),
                        told.line(),
                        told.partner(),
                        told.message(),
                        told.record(),
                        told.stamp(),
                        told.warnings()));
    }
}
