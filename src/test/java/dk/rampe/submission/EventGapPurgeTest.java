package dk.rampe.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventGapPurgeTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void whatWasClosedTwoYearsAgoGoesAndWhatIsMissingStays() {
        hub.sql("""
                        insert into service_gap (partner, number, noticed_at, closed_at, closed_by, reason)
                        values ('randers', 1, '2023-01-01Z', '2024-02-01Z', 'mette', 'lost'),
                               ('randers', 2, '2023-01-01Z', '2024-02-03Z', 'mette', 'lost'),
                               ('randers', 3, '2023-01-01Z', null, null, null)""").update();
        EventGapPurge purge = hub.bean(EventGapPurge.class);
        Instant now = hub.clock().instant();

        assertThat(purge.overdue(now)).isOne();
        assertThat(purge.removeSome(now)).isOne();
        assertThat(purge.overdue(now)).isZero();
        assertThat(purge.removeSome(now)).isZero();
        assertThat(hub.sql("select number from service_gap order by number")
                        .query(Long.class)
                        .list())
                .containsExactly(2L, 3L);
    }
}
