package dk.rampe.command;

import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Submissions;
import dk.rampe.submission.TestDaybook;
import dk.rampe.submission.TestHub;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What an operator reads after a restore. */
class MissingCommandTest {

    private static final Path FOLDER = TestDaybook.FOLDER;

    @RegisterExtension
    static final TestHub hub = new TestHub(TestDaybook.settings());

    @BeforeEach
    void newDaybook() throws Exception {
        TestDaybook.empty();
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.progress(conversation(1, "2026-02-02"));
    }

    @Test
    void aDatabaseThatLacksNothingIsSaidToLackNothing() {
        Run run = missing("--daybook", FOLDER.toString());
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result()).startsWith("Nothing is missing");
    }

    @Test
    void filesAndEventsAreNamedByPartnerWithWhatToDo() {
        hub.empty();
        Run run = missing("--rampe.folders.daybook=" + FOLDER);
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result())
                .contains("silkeborg: 1 acknowledged and not in the database. They were moved to UD/behandlet")
                .containsPattern("  2026-02-02 10:00:00  henvisning_20260202_01.csv\n")
                .contains("sind: 1 acknowledged and not in the database. Ask for these events again.")
                .containsPattern("  2026-02-02 10:00:00  [0-9a-f-]{36}\n");
    }

    @Test
    void whatTheHubAsksForIsAskedForAgainAndNotMissing() throws Exception {
        byte[] page = Files.readAllBytes(Path.of("mappings/randers/samples/referral/page/input.xml"));
        hub.bean(Submissions.class)
                .store(
                        new Incoming("randers", Incoming.ASKED_FOR, "haendelser", "4711-4714", null, null, null, null),
                        new ByteArrayInputStream(page));
        hub.empty();

        assertThat(missing("--daybook", FOLDER.toString()).result()).doesNotContain("randers");
    }

    @Test
    void withoutADaybookThatIsSaid() {
        Run run = missing("--daybook", "target/no-such-folder");
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains("There is no daybook");
    }

    private static Run missing(String... args) {
        List<String> all = new ArrayList<>(List.of("missing"));
        all.addAll(List.of(args));
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            all.add("--spring.datasource.url=" + connection.getMetaData().getURL());
            all.add("--spring.datasource.username=postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Clock clock = Clock.fixed(Instant.parse("2026-02-02T12:00:00Z"), DanishTime.ZONE);
        return Run.of(new MissingCommand(clock), all.toArray(String[]::new));
    }
}
