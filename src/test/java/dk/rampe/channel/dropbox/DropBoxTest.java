package dk.rampe.channel.dropbox;

import static dk.rampe.channel.dropbox.OdderAccount.names;
import static dk.rampe.channel.dropbox.OdderAccount.upload;
import static dk.rampe.mapping.TestWorkbook.referral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.channel.dropbox.Uploads.Place;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Odder puts into its account, with a client over the loopback and everything behind it on a real database. */
class DropBoxTest {

    private static final String ODDER = OdderAccount.NAME;
    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";
    private static final long CPR = 6103781234L;

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @RegisterExtension
    final OdderAccount account = new OdderAccount(hub);

    @Test
    void aFileThatIsClosedIsTakenOnceAndLiesThereUntilItIsStored() throws IOException {
        byte[] workbook = TestWorkbook.of(referral("A", CPR), "").bytes();
        try (SftpClient sftp = account.open()) {
            OutputStream out = sftp.write("ind/" + FILE);
            out.write(workbook, 0, 500);
            out.flush();
            account.settle();
            assertThat(account.dropBox().ready(ODDER)).isEmpty();
            out.write(workbook, 500, workbook.length - 500);
            out.close();
            assertThat(account.dropBox().ready(ODDER)).as("just closed").isEmpty();
            account.settle();

            assertThat(account.dropBox().ready(ODDER)).containsExactly(new Place("ind", FILE));
            assertThat(sftp.stat("ind/" + FILE).getSize()).isEqualTo(workbook.length);
            account.takeAll();

            assertThat(names(sftp, "ind")).isEmpty();
        }
        UUID file = account.onlySubmission();
        assertThat(hub.outcomes(hub.process(file))).containsExactly("ACCEPTED");
        assertThat(account.dropBox().ready(ODDER)).isEmpty();
        assertThat(hub.sql("select channel || ' ' || kind || ' ' || name from submission")
                        .query(String.class)
                        .single())
                .isEqualTo("DROPBOX henvisninger " + FILE);
    }

    @Test
    void aFileUploadedUnderAnotherNameIsTakenWhenItIsRenamed() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(
                    sftp,
                    "ind/" + FILE + ".filepart",
                    TestWorkbook.of(referral("A", CPR), "").bytes());
            account.settle();
            assertThat(account.dropBox().ready(ODDER)).isEmpty();

            sftp.rename("ind/" + FILE + ".filepart", "ind/" + FILE);
            account.settle();
            account.takeAll();
        }
        assertThat(hub.count("submission")).isEqualTo(1);
    }

    @Test
    void whatIsLeftOfACutUploadIsNeverTakenAlsoAfterAStart() throws Exception {
        int cuts = 6;
        for (int i = 0; i < cuts; i++) {
            Place cut = new Place("ind", "uge " + i + ".xlsx");
            SftpClient sftp = account.open();
            OutputStream out = sftp.write("ind/" + cut.name());
            out.write(new byte[1 + i * 10_000]);
            out.flush();
            boolean atOnce = i % 2 == 0;
            sftp.getSession().close(atOnce);
            await().atMost(OdderAccount.WAIT)
                    .until(() -> !account.dropBox().uploads().get(ODDER).isReady(cut));
        }
        account.settle();
        assertThat(account.dropBox().ready(ODDER)).isEmpty();
        account.restart();

        assertThat(account.dropBox().ready(ODDER)).isEmpty();
        assertThat(OdderAccount.folder().resolve("home/ind").toFile().list()).hasSize(cuts);
        try (SftpClient again = account.open()) {
            upload(
                    again,
                    "ind/uge 0.xlsx",
                    TestWorkbook.of(referral("A", CPR), "").bytes());
        }
        account.settle();
        account.takeAll();
        assertThat(hub.outcomes(hub.process(account.onlySubmission()))).containsExactly("ACCEPTED");
        Reliability.held(
                Promise.HALF_WRITTEN,
                "an upload into the drop box that ends without being closed, and a start of the hub",
                cuts + " uploads, cut at once or left in order",
                "none taken; one that was put there again was taken once");
    }

    @Test
    void aFileThatWasStoredBeforeTheHubWasKilledIsRemovedAndNotTakenTwice() throws IOException {
        byte[] workbook = TestWorkbook.of(referral("A", CPR), "").bytes();
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, workbook);
        }
        Path file = OdderAccount.folder().resolve("home/ind").resolve(FILE);
        FileTime written = Files.getLastModifiedTime(file);
        account.settle();
        account.takeAll();
        // as if it had been killed between the commit and the removal
        Files.write(file, workbook);
        Files.setLastModifiedTime(file, written);
        Files.createFile(OdderAccount.folder().resolve("ready/ind").resolve(FILE));
        account.restart();
        account.settle();
        account.takeAll();

        assertThat(hub.count("submission")).isEqualTo(1);
        assertThat(file).doesNotExist();
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, workbook);
        }
        account.settle();
        account.takeAll();
        assertThat(hub.sql("select state from submission order by number")
                        .query(String.class)
                        .list())
                .as("sent again by its sender")
                .containsExactly("STORED", "DUPLICATE");
    }

    @Test
    void aFileThatWasStoredAndCouldNotBeRemovedIsRemovedInTheNextRoundAndNotTakenTwice() throws IOException {
        byte[] workbook = TestWorkbook.of(referral("A", CPR), "").bytes();
        Place place = new Place("ind", FILE);
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, workbook);
        }
        Uploads uploads = account.dropBox().uploads().get(ODDER);
        Path file = uploads.file(place);
        FileTime written = Files.getLastModifiedTime(file);
        account.settle();
        account.takeAll();
        // as if removing had failed
        Files.write(file, workbook);
        Files.setLastModifiedTime(file, written);
        Files.createFile(OdderAccount.folder().resolve("ready/ind").resolve(FILE));
        assertThat(uploads.begin(place)).isTrue();
        uploads.end(place, false);
        account.settle();
        account.takeAll();

        assertThat(hub.count("submission")).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void aRenamedFileIsTakenAlsoWhenTheHubWasKilledBeforeItCouldSaySo() throws IOException {
        Place part = new Place("ind", FILE + ".filepart");
        Place whole = new Place("ind", FILE);
        try (SftpClient sftp = account.open()) {
            upload(
                    sftp,
                    "ind/" + part.name(),
                    TestWorkbook.of(referral("A", CPR), "").bytes());
        }
        account.dropBox().uploads().get(ODDER).renaming(part, whole);
        account.restart();
        account.settle();
        account.takeAll();
        assertThat(hub.count("submission")).as("killed before the rename").isZero();
        assertThat(account.dropBox().ready(ODDER)).isEmpty();

        Uploads uploads = account.dropBox().uploads().get(ODDER);
        uploads.renaming(part, whole);
        Files.move(uploads.file(part), uploads.file(whole));
        account.restart();
        account.settle();
        account.takeAll();
        assertThat(hub.count("submission")).as("killed after the rename").isEqualTo(1);
        assertThat(uploads.file(whole)).doesNotExist();
    }

    @Test
    void aFileThatCannotBeStoredStaysForTheNextRound() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, TestWorkbook.of(referral("A", CPR), "").bytes());
            account.settle();
            hub.sql("alter table submission rename to away").update();
            assertThatThrownBy(account::takeAll).isInstanceOf(RuntimeException.class);
            hub.sql("alter table away rename to submission").update();

            assertThat(names(sftp, "ind")).containsExactly(FILE);
            account.takeAll();
            assertThat(hub.count("submission")).isEqualTo(1);
        }
    }

    @Test
    void aTriedFileHasTheSameReceiptAndNothingIsStored() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(
                    sftp,
                    "proeve/" + FILE,
                    TestWorkbook.of(referral("A", 12), "").bytes());
            account.settle();
            account.takeAll();

            assertThat(names(sftp, "proeve"))
                    .containsExactlyInAnyOrder(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
            try (InputStream in = sftp.read("proeve/" + FILE + ".kvittering.txt")) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Række: 2, Sagsnummer: A, Resultat: Afvist");
            }
        }
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("delivery")).isZero();
    }

    @Test
    void whatIsBeingRenamedWrittenOrTakenIsNotTakenAwayWithWhatWasNeverFinished() throws IOException {
        Uploads uploads = account.dropBox().uploads().get(OdderAccount.NAME);
        Place part = new Place("ind", FILE + ".filepart");
        Place renamed = new Place("ind", FILE);
        Files.write(uploads.file(part), new byte[1]);
        uploads.renaming(part, renamed);
        Files.move(uploads.file(part), uploads.file(renamed));
        Place open = new Place("ind", "uge 7.xlsx");
        uploads.opening(open);
        Files.write(uploads.file(open), new byte[1]);
        Place neverFinished = new Place("ind", "uge 8.xlsx");
        Files.write(uploads.file(neverFinished), new byte[1]);

        account.dropBox().clearUnknown(OdderAccount.NAME);
        uploads.renamed(renamed, true);
        uploads.closed(open, true);
        account.dropBox().clearUnknown(OdderAccount.NAME);

        account.settle();
        assertThat(account.dropBox().ready(OdderAccount.NAME)).containsExactlyInAnyOrder(renamed, open);
        assertThat(uploads.file(neverFinished)).doesNotExist();
    }
}
