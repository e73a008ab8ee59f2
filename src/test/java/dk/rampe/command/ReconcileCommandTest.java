package dk.rampe.command;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import dk.rampe.submission.TestHub;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator reads beside a running hub. No key file is named anywhere. */
class ReconcileCommandTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void booksThatAddUpAreCountedAndNothingIsStored() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        Run run = reconcile();
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result()).isEqualTo("""
                        At 2026-02-02 10:30:00: 1 submissions, 2 lines, 2 events, 6 deliveries.
                        All adds up.
                        """);
        assertThat(hub.count("reconciliation_run")).isZero();
    }

    @Test
    void whatDoesNotAddUpIsNamedByRuleAndIdAndTellsTheShell() {
        UUID file = hub.silkeborg(
                "henvisning_20260202_01.csv", referral(1), referral(2).replace("PRIMÆR", "ANDET"));
        hub.sql("delete from submission_line where outcome = 'REJECTED'").update();
        Run run = reconcile();
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result())
                .contains("LINES_COUNT: 1\n  " + file, "LINES_STATE: 1\n  " + file, "2 items do not add up")
                .doesNotContain(caseNumber(1), caseNumber(2), personNumber(1));
    }

    private static Run reconcile() {
        Clock clock = Clock.fixed(Instant.parse("2026-02-02T09:30:00Z"), DanishTime.ZONE);
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            return Run.of(
                    new ReconcileCommand(clock),
                    "reconcile",
                    "--spring.datasource.url=" + connection.getMetaData().getURL(),
                    "--spring.datasource.username=postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
