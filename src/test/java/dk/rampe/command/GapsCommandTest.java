package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import dk.rampe.submission.TestHub;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of events that have not come, and does about it. */
class GapsCommandTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @BeforeEach
    void someAreMissing() {
        hub.sql("""
                        insert into service_gap (partner, number, noticed_at, asked_at)
                        select 'aarhus', number, timestamptz '2026-02-02 09:00Z', null::timestamptz from generate_series(5, 7) as number
                        union all select 'aarhus', 9, '2026-02-02 09:00Z', '2026-02-02 09:15Z'""").update();
    }

    @Test
    void whatIsMissingIsShownWithSinceWhen() {
        Run run = gaps();
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result()).isEqualTo("""
                        aarhus  5-7  missing since 2026-02-02 10:00:00, not asked for again yet
                        aarhus  9  missing since 2026-02-02 10:00:00, last asked for 2026-02-02 10:15:00
                        """);
    }

    @Test
    void whatIsClosedIsKeptWithWhoClosedItAndWhy() {
        Run run = gaps("close", "aarhus", "9", "--reason", "Never used, says their IT", "--by", "mette");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result()).isEqualTo("aarhus: 1 missing event closed. It is asked for no more.\n");
        assertThat(gaps("close", "aarhus", "1-8", "--reason", "Lost").result())
                .isEqualTo("aarhus: 3 missing events closed. They are asked for no more.\n");

        Run left = gaps();
        assertThat(left.exit()).isEqualTo(Exit.DONE);
        assertThat(left.result())
                .startsWith("No event is missing.\n")
                .contains("aarhus  9  closed 2026-02-02 13:00:00 by mette: Never used, says their IT\n")
                .containsPattern("aarhus  5-7  closed 2026-02-02 13:00:00 by .+: Lost\n");
    }

    @Test
    void whatIsNotMissingIsNotClosed() {
        assertThat(gaps("close", "aarhus", "8", "--reason", "Lost").exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(gaps("close", "silkeborg", "9", "--reason", "Lost").remarks())
                .contains("no partner 'silkeborg' whose service is asked");
        assertThat(hub.count("service_gap where closed_at is null")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Hun hedder 010190-1234", "a\nb"})
    void aReasonIsShortAndHoldsNoPersonNumber(String reason) {
        assertThat(gaps("close", "aarhus", "9", "--reason", reason).exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(gaps("close", "aarhus", "9").remarks()).contains("--reason is missing");
        assertThat(hub.count("service_gap where closed_at is null")).isEqualTo(4);
    }

    private static Run gaps(String... args) {
        List<String> all = new ArrayList<>(List.of("gaps"));
        all.addAll(List.of(args));
        all.add("--rampe.partners.aarhus.service.poll.messages[0]=referral");
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            all.add("--spring.datasource.url=" + connection.getMetaData().getURL());
            all.add("--spring.datasource.username=postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Clock clock = Clock.fixed(Instant.parse("2026-02-02T12:00:00Z"), DanishTime.ZONE);
        return Run.of(new GapsCommand(clock), all.toArray(String[]::new));
    }
}
