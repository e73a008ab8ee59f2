package dk.rampe.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PausesTest {

    private final TestClock clock = new TestClock();
    private final Pauses pauses = new Pauses(clock);

    @Test
    void aPauseGrowsAndIsOver() {
        UUID submission = UUID.randomUUID();
        clock.set("2026-06-01T12:00:00");
        pauses.lengthen(submission);
        pauses.lengthen(submission);
        clock.advance(Duration.ofMillis(1900));
        assertThat(pauses.running()).containsExactly(submission);
        clock.advance(Duration.ofMillis(200));
        assertThat(pauses.running()).isEmpty();
    }

    @Test
    void aClockThatIsPutBackEndsIt() {
        clock.set("2026-06-03T12:00:00");
        pauses.lengthen(UUID.randomUUID());
        clock.set("2026-06-01T12:00:00");
        assertThat(pauses.running()).isEmpty();
    }
}
