package dk.rampe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.delivery.Outbox;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Timetable;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Nightly releases while clocks are put forward and back, on two nodes that ask in turn. */
class ClockTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private static final Duration STEP = Form.of(Duration.ofMinutes(5), Duration.ofMinutes(1));

    private List<NightlyReleases> nodes;

    @BeforeEach
    void twoNodes() {
        nodes = List.of(node(), node());
    }

    private static NightlyReleases node() {
        HubSettings settings = hub.bean(HubSettings.class);
        return new NightlyReleases(
                settings,
                hub.bean(Partners.class),
                hub.bean(Timetable.class),
                Releases.over(hub.bean(DataSource.class), settings, hub.clock()),
                hub.bean(Outbox.class),
                hub.clock());
    }

    @AfterEach
    void forgetReleases() {
        hub.sql(
                        "delete from delivery where kind = 'RELEASE'; delete from release_file; delete from release_showing; delete from release")
                .update();
    }

    @Test
    void bothNightsOfClockChangeReleaseOnce() {
        List<String> made = List.of();
        for (String night : List.of("2026-03-29", "2026-10-25")) {
            hub.clock().set(night + "T00:00:00");
            ask();
            made = releases();
            Instant morning = LocalDateTime.parse(night + "T08:00:00")
                    .atZone(DanishTime.ZONE)
                    .toInstant();
            while (hub.clock().instant().isBefore(morning)) {
                hub.clock().advance(STEP);
                ask();
            }
            assertThat(releases()).as(night).hasSize(made.size() + 1).last().isEqualTo(night + " 02:30:00");
            assertThat(hub.count("delivery where kind = 'RELEASE'")).isEqualTo(made.size() + 1L);
        }
        Reliability.held(
                Promise.CLOCK,
                "both nights of clock change are walked through, two nodes ask for the release of 02:30 at each step",
                "2 nights in steps of " + STEP.toMinutes() + " min",
                "one release each");
    }

    @Test
    void aJumpOfTwoDaysAheadAndBackMakesEachReleaseOnce() {
        hub.clock().set("2026-06-01T12:00:00");
        ask();
        hub.clock().set("2026-06-03T12:00:00");
        ask();
        assertThat(releases()).containsExactly("2026-06-03 02:30:00");
        hub.clock().set("2026-06-01T12:00:00");
        Instant end = LocalDateTime.parse("2026-06-06T12:00:00")
                .atZone(DanishTime.ZONE)
                .toInstant();
        while (hub.clock().instant().isBefore(end)) {
            hub.clock().advance(STEP.multipliedBy(6));
            ask();
        }
        assertThat(releases())
                .containsExactly(
                        "2026-06-02 02:30:00",
                        "2026-06-03 02:30:00",
                        "2026-06-04 02:30:00",
                        "2026-06-05 02:30:00",
                        "2026-06-06 02:30:00");
        assertThat(hub.count("release")).isEqualTo(5);
        Reliability.held(
                Promise.CLOCK,
                "the clock jumps two days ahead, is put back, and goes on for five days",
                "once",
                "one release for each of the 5 nights, the one of the jump made during the jump");
    }

    private void ask() {
        for (NightlyReleases node : nodes) {
            hub.bean(TransactionTemplate.class).executeWithoutResult(status -> node.release("rampen"));
        }
    }

    /** Planned times of releases that were made. */
    private static List<String> releases() {
        List<String> planned = hub.sql("""
                        select planned_at::text from timetable_run
                        where schedule = 'release rampen' and planned_at::time = '02:30' order by planned_at""").query(String.class).list();
        assertThat(hub.count("release")).isEqualTo(planned.size());
        return planned;
    }
}
