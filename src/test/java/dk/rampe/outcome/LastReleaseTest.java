package dk.rampe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Outbox;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Timetable;
import dk.rampe.submission.TestHub;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Releases are made as long as the evaluation lasts, of programmes in which somebody has given an instruction. */
class LastReleaseTest {

    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.programmes.rampen.evaluation-ends", "2029-12-31"));

    @BeforeEach
    @AfterEach
    void noRelease() {
        hub.sql("delete from release_file; delete from release_showing; delete from release")
                .update();
    }

    @Test
    void theLastOneIsMadeOnTheLastDayOfTheEvaluation() {
        hub.clock().set("2029-12-30T12:00:00");
        releases().release("rampen");
        hub.clock().set("2029-12-31T02:31:00");
        releases().release("rampen");
        assertThat(hub.count("release")).isEqualTo(1);
        hub.clock().set("2030-01-01T02:31:00");
        releases().release("rampen");
        assertThat(releases().releaseOnce("rampen")).isFalse();
        assertThat(hub.count("release")).isEqualTo(1);
    }

    @Test
    void noneIsMadeThatCouldOnlySayThatNobodyTakesPart() {
        hub.clock().set("2029-12-30T12:00:00");
        releases().release("stampe");
        hub.clock().set("2029-12-31T02:31:00");
        releases().release("stampe");
        assertThat(releases().releaseOnce("stampe")).isFalse();
        assertThat(hub.count("release")).isZero();
    }

    private static NightlyReleases releases() {
        HubSettings settings = hub.bean(HubSettings.class);
        return new NightlyReleases(
                settings,
                hub.bean(Partners.class),
                hub.bean(Timetable.class),
                Releases.over(hub.bean(DataSource.class), settings, hub.clock()),
                hub.bean(Outbox.class),
                hub.clock());
    }
}
