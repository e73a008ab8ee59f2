package dk.rampe.submission;

import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.csv;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.partner.Daybook;
import dk.rampe.partner.DaybookEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An emptied database is one that was restored from before all that the daybook has. */
class AfterRestoreTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final Path FOLDER = TestDaybook.FOLDER;

    @RegisterExtension
    static final TestHub hub = new TestHub(TestDaybook.settings());

    @BeforeEach
    void newDaybook() throws IOException {
        TestDaybook.empty();
    }

    @Test
    void aDatabaseThatKnowsAllIsLeftAlone() {
        receive();
        long next = nextNumber();
        assertThat(missing()).isEmpty();
        hub.bean(AfterRestore.class).notice();
        assertThat(nextNumber()).isEqualTo(next + 1);
    }

    @Test
    void whatIsLackingIsNamedOnceAndKnownAgainWhenItIsSentAgain() {
        receive();
        receive();
        hub.empty();
        assertThat(missing()).extracting(DaybookEntry::name).containsExactlyInAnyOrder(FILE, eventId(1));
        receive();
        assertThat(missing()).isEmpty();
    }

    @Test
    void noNumberAndNoNameIsGivenOutTwice() {
        receive();
        long lastNumber = nextNumber();
        hub.empty();
        hub.sql("select setval('event_number_seq', 1), setval('delivery_number_seq', 1)")
                .query()
                .listOfRows();
        AfterRestore afterRestore = hub.bean(AfterRestore.class);

        afterRestore.notice();
        long after = nextNumber();
        afterRestore.notice();

        assertThat(after).isGreaterThan(lastNumber);
        assertThat(nextNumber()).as("noticed once").isEqualTo(after + 1);
        UUID again = hub.silkeborg(FILE, referral(1));
        assertThat(hub.sql("select names ->> 0 from delivery where submission_id = ? order by number")
                        .param(again)
                        .query(String.class)
                        .list())
                .containsExactly(FILE + ".2.sftpreceipt", FILE + ".kvittering.2.csv");
        Reliability.held(
                Promise.RESTORE,
                "the hub starts on a database that is older than what it has acknowledged",
                "once",
                "noticed before anything goes out: numbers go on beyond all that were given out, names are not used again");
    }

    @Test
    void whatWasRolledBackIsNotNotedAndALineCutShortIsNotRead() throws IOException {
        try {
            hub.bean(Submissions.class)
                    .store(
                            new Incoming(SILKEBORG, "SFTP", "henvisning", FILE, 1L, null, null, null),
                            new ByteArrayInputStream(new byte[2]));
        } catch (IncompleteTransfer expected) {
            assertThat(Daybook.read(FOLDER)).isEmpty();
        }
        receive();
        int entries = Daybook.read(FOLDER).size();
        Files.writeString(TestDaybook.files().get(0), "2026-02-02T", StandardOpenOption.APPEND);
        assertThat(Daybook.read(FOLDER)).hasSize(entries);
    }

    private static void receive() {
        hub.process(hub.store(SILKEBORG, FILE, "one id", csv(FILE, referral(1))));
        hub.progress(conversation(1, "2026-02-02").replaceFirst("[0-9a-f-]{36}", eventId(1)));
    }

    private static String eventId(int i) {
        return new UUID(0, i).toString();
    }

    private static List<DaybookEntry> missing() {
        return hub.bean(Missing.class).of(Daybook.read(FOLDER));
    }

    private static long nextNumber() {
        return hub.sql("select nextval('event_number_seq')").query(Long.class).single();
    }
}
