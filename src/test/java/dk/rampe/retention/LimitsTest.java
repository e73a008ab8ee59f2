package dk.rampe.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Instant SUMMER = Instant.parse("2026-08-31T10:00:00Z");

    private final Limits limits = new Limits(settings("P1D", "P90D"));

    @Test
    void anAgreementMayDepartFromTheHubsOwnLimits() {
        assertThat(limits.of(HeldClass.ARCHIVE, "strict")).isEqualTo(Period.ofDays(1));
        assertThat(limits.of(HeldClass.VAULT, "strict")).isEqualTo(Period.ofMonths(6));
        assertThat(limits.of(HeldClass.ARCHIVE, "other")).isEqualTo(Period.ofDays(30));
        assertThat(limits.of(HeldClass.ARCHIVE, "gone from the settings")).isEqualTo(Period.ofDays(30));
    }

    @Test
    void daysAndMonthsAreThoseOfTheDanishCalendar() {
        assertThat(limits.before(HeldClass.VAULT, "other", SUMMER)).isEqualTo(Instant.parse("2026-02-28T11:00:00Z"));
        assertThat(limits.beforeByPartner(HeldClass.ARCHIVE, SUMMER))
                .containsEntry("strict", Instant.parse("2026-08-30T10:00:00Z"))
                .containsEntry("other", Instant.parse("2026-08-01T10:00:00Z"));
    }

    @Test
    void aLineMayNotBeForgottenWhileItWaits() {
        assertThatThrownBy(() -> new Limits(settings("P1D", "P29D")))
                .hasMessageContaining("rampe.retention.refused-lines")
                .hasMessageContaining("strict");
    }

    private static HubSettings settings(String archive, String refusedLines) {
        Partner.Kept strict = new Partner.Kept(Period.parse(archive), Period.parse(refusedLines), null, null);
        return new HubSettings(
                Map.of("strict", partner(strict), "other", partner(null)),
                Map.of(),
                null,
                new HubSettings.Waiting(Duration.ofDays(30)),
                new HubSettings.Retention(
                        Period.ofDays(30),
                        Period.ofDays(90),
                        Period.ofMonths(12),
                        Period.ofMonths(6),
                        Period.ofMonths(24),
                        "0 30 3 * * *"),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Partner partner(Partner.Kept kept) {
        return new Partner(
                "One",
                Partner.Role.JOBCENTRE,
                "740",
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                kept,
                null);
    }
}
