package dk.rampe.command;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator reads beside a running hub. No key file is named anywhere. */
class HoldingsCommandTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void allThatIsHeldOfAPartnerStandsInLinesWithWhyAndUntilWhen() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2).replace("PRIMÆR", "ANDET"));
        hub.progress(conversation(9, "2026-02-02"));
        hub.sql(
                        "insert into purge_run values ('ARCHIVE', '2026-02-02 03:30', '2026-02-02 02:30Z', '2026-02-02 02:31Z', 7, 0)")
                .update();
        Run run = holdings("--partner", "silkeborg");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result())
                .contains("silkeborg (Silkeborg Kommune, jobcenter)", "agreement DBA-740-2020-10", "Overdue now: 0")
                .containsPattern(
                        "copies of what came in +1 +2026-02-02 +30 days +2026-03-04 +0 +2026-02-02 03:31:00: 7 went, 0 left overdue\n")
                .containsPattern(
                        "refused lines with a case number +1 +1 case +2026-02-02 +90 days +2026-05-03 +0 +never\n")
                .containsPattern("personal halves +1 +1 person +2026-02-02 +6 months after the end +0 +never\n")
                .containsPattern("events +1 +1 case +2026-02-02 +no evaluation end is set +0 +never\n")
                .doesNotContain("sind (", "defactum", caseNumber(1));
        assertThat(holdings().result())
                .containsPattern("waiting lines +1 +1 case +2026-02-02 +30 days, then refused +2026-03-04 +0")
                .containsPattern("messages on the broker +not known +14 days\n")
                .contains("files under way", "nothing is ever spooled");
    }

    @Test
    void whatShouldHaveGoneIsCounted() {
        hub.clock().set("2025-02-02T10:00:00");
        hub.silkeborg("henvisning_20260202_01.csv", referral(1).replace("PRIMÆR", "ANDET"));
        assertThat(holdings().result())
                .containsPattern("copies of what came in +1 +2025-02-02 +30 days +2025-03-04 +1 +never\n")
                .contains("Overdue now: 2");
    }

    @Test
    void ofACaseItIsSaidWhereSomethingOfItIs() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        Run run = holdings("--case", caseNumber(1), "--municipality", "0740");
        assertThat(run.result())
                .contains("silkeborg (Silkeborg", "sind (SIND)")
                .containsPattern("personal halves +1 +2026-02-02 +6 months after the end")
                .doesNotContain("Overdue", personNumber(1), "Opfundine");
        assertNotDone(
                holdings("--case", caseNumber(1), "--municipality", "707"),
                "Nothing is held of a case 740-2026-00001 in 707");
    }

    @Test
    void whatCannotBeAskedForIsSaid() {
        assertNotDone(holdings("--partner", "nobody"), "There is no partner 'nobody'");
        assertNotDone(holdings("--partner", "sind", "--case", "1"), "Usage: holdings");
        assertNotDone(holdings("--municipality", "740"), "Usage: holdings");
        Run run = holdings("--case", personNumber(1));
        assertNotDone(run, "looks like a person number");
        assertThat(run.remarks()).doesNotContain(personNumber(1));
    }

    private static void assertNotDone(Run run, String words) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks()).contains(words);
    }

    private static Run holdings(String... args) {
        List<String> all = new ArrayList<>(List.of("holdings"));
        all.addAll(List.of(args));
        all.addAll(database());
        Clock clock = Clock.fixed(Instant.parse("2026-02-02T12:00:00Z"), DanishTime.ZONE);
        return Run.of(new HoldingsCommand(clock), all.toArray(String[]::new));
    }

    static List<String> database() {
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            return List.of(
                    "--spring.datasource.url=" + connection.getMetaData().getURL(),
                    "--spring.datasource.username=postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
