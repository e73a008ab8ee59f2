package dk.rampe.console;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Instant NOW = Instant.parse("2026-11-19T13:32:00Z");

    private final Locale machine = Locale.getDefault();

    @BeforeEach
    void anEnglishMachine() {
        Locale.setDefault(Locale.US);
    }

    @AfterEach
    void theMachineAsItWas() {
        Locale.setDefault(machine);
    }

    @Test
    void timeAgoIsSaidInDanishWhateverTheMachineSpeaks() {
        assertThat(ago(ofSeconds(59))).isEqualTo("lige nu");
        assertThat(ago(ofMinutes(1))).isEqualTo("for 1 minut siden");
        assertThat(ago(ofMinutes(59))).isEqualTo("for 59 minutter siden");
        assertThat(ago(ofHours(1))).isEqualTo("for 1 time siden");
        assertThat(ago(ofHours(23))).isEqualTo("for 23 timer siden");
        assertThat(ago(ofDays(1))).isEqualTo("for 1 dag siden");
        assertThat(ago(ofDays(1234))).isEqualTo("for 1.234 dage siden");
    }

    @Test
    void whatComesWithinTheMinuteOfThePageIsJustNow() {
        assertThat(ago(ofSeconds(-40))).isEqualTo("lige nu");
    }

    @Test
    void datesAndClocksAreDanishInSummerAndInWinter() {
        assertThat(danish().full(NOW)).isEqualTo("19. november 2026 kl. 14.32");
        assertThat(danish().full(Instant.parse("2026-07-01T22:05:00Z"))).isEqualTo("2. juli 2026 kl. 00.05");
    }

    @Test
    void theSameIsSaidInEnglish() {
        var times = new Times(NOW, Locale.ENGLISH, new ConsoleWeb().messageSource());

        assertThat(times.ago(NOW.minus(ofMinutes(3)))).isEqualTo("3 minutes ago");
        assertThat(times.full(NOW)).isEqualTo("19 November 2026 at 14:32");
    }

    private static String ago(Duration time) {
        return danish().ago(NOW.minus(time));
    }

    private static Times danish() {
        return new Times(NOW, ConsoleWeb.DANISH, new ConsoleWeb().messageSource());
    }
}
