package dk.rampe.channel.dropbox;

import static dk.rampe.channel.dropbox.OdderAccount.names;
import static dk.rampe.channel.dropbox.OdderAccount.upload;
import static dk.rampe.mapping.TestWorkbook.referral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.channel.NameTaken;
import dk.rampe.channel.dropbox.Uploads.Place;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.StaleAccounts;
import dk.rampe.delivery.StatusFiles;
import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.rights.ErasureRequests;
import dk.rampe.rights.ErasureRequests.Request;
import dk.rampe.rights.Erasures;
import dk.rampe.rights.Reason;
import dk.rampe.submission.ArchiveBlanking;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub lays into Odder's account: fetched, renewed, and gone in time. */
class DepositsTest {

    private static final String ODDER = OdderAccount.NAME;
    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";
    private static final String STATUS = "ud/Status uge 7 2026.xlsx";
    private static final long CPR = 6103781234L;
    private static final long OTHER_CPR = 6203781235L;
    private static final long THIRD_CPR = 6303781236L;

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @RegisterExtension
    final OdderAccount account = new OdderAccount(hub);

    @Test
    void receiptsAndStatusAreFetchedAndCanBeRemoved() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, TestWorkbook.of(referral("A", CPR), "").bytes());
            account.settle();
            account.takeAll();
            hub.process(account.onlySubmission());
            account.deliver();

            String receipt = "kvittering/" + FILE + ".kvittering.xlsx";
            assertThat(names(sftp, "kvittering"))
                    .containsExactlyInAnyOrder(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
            try (InputStream in = sftp.read(receipt)) {
                assertThat(Sheets.of(in.readAllBytes()).get("Henvisninger").get(1))
                        .contains("Modtaget");
            }
            sftp.remove(receipt);
            assertThat(names(sftp, "kvittering")).hasSize(1);
            assertThatThrownBy(() -> upload(sftp, "kvittering/x.xlsx", new byte[1]))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anotherFileOfTheNameOfAReceiptIsNotReplaced() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + FILE, TestWorkbook.of(referral("A", CPR), "").bytes());
        }
        account.settle();
        account.takeAll();
        hub.process(account.onlySubmission());
        Delivery receipt = hub.bean(Claims.class).claim(ODDER).get(0);
        account.deposits().lay(receipt);
        account.deposits().lay(receipt);

        Files.writeString(lying("kvittering/" + FILE + ".kvittering.txt"), "somebody's");
        assertThatThrownBy(() -> account.deposits().lay(receipt))
                .isInstanceOfSatisfying(
                        NameTaken.class, taken -> assertThat(taken.name()).endsWith(".txt"));
        assertThat(lying("kvittering/" + FILE + ".kvittering.txt")).hasContent("somebody's");
    }

    @Test
    void whatAKilledHubWasWritingIsGoneAfterTheNextStart() throws IOException {
        Path draft = Files.writeString(OdderAccount.folder().resolve("drafts/half a receipt"), "x");
        account.restart();
        assertThat(draft).doesNotExist();
    }

    @Test
    void aFileThatCannotBePutThereLeavesNoDraft() throws IOException {
        Account odder = account.dropBox().accounts().get(ODDER);
        Files.createDirectories(lying("kvittering/x.txt/in the way"));
        assertThatThrownBy(() -> odder.put("kvittering", "x.txt", new byte[1])).isInstanceOf(IOException.class);
        assertThat(OdderAccount.folder().resolve("drafts")).isEmptyDirectory();
    }

    @Test
    void whatNobodyFetchesGoesWhenItsTimeIsUp() throws IOException {
        Path file = Files.writeString(lying("kvittering/x.txt"), "x");
        Files.setLastModifiedTime(file, FileTime.from(hub.clock().instant()));
        account.dropBox().clear(ODDER);
        assertThat(file).exists();

        hub.clock().set("2026-03-04T10:00:01");
        account.dropBox().clear(ODDER);
        assertThat(file).doesNotExist();
    }

    @Test
    void anErasedCaseGoesFromAllThatLiesThereAndTheOneBesideItStays() throws IOException {
        twoCases();
        triedAndUnfinished();
        assertThat(rows("kvittering/uge 5.xlsx.kvittering.xlsx", "Henvisninger"))
                .contains("Hemmelig, Ida Marie");
        assertThat(rows("kvittering/uge 6.xlsx.kvittering.xlsx", "Henvisninger"))
                .contains("Hemmelig, Ida Marie");
        assertThat(rows(STATUS, "Status")).contains("A", "B");
        byte[] untouched = Files.readAllBytes(lying("kvittering/uge 7.xlsx.kvittering.xlsx"));

        UUID erasure = erase("A");
        assertThat(hub.bean(StaleAccounts.class).areRenewed(List.of(ODDER))).isFalse();
        account.deposits().renew(ODDER);
        blankCopies();
        carryOut(erasure);
        assertThat(state(erasure)).as("while what lies there is of before").isEqualTo("CLEARING");
        account.deposits().renew(ODDER);
        carryOut(erasure);

        assertThat(state(erasure)).isEqualTo("DONE");
        assertThat(rows("kvittering/uge 5.xlsx.kvittering.xlsx", "Henvisninger"))
                .contains("Slettet.", "B", "Prøve, Ida Marie")
                .doesNotContain("A", "Hemmelig, Ida Marie", "6103781234");
        assertThat(rows("kvittering/uge 6.xlsx.kvittering.xlsx", "Henvisninger"))
                .contains("B")
                .doesNotContain("Hemmelig, Ida Marie", "6103781234");
        assertThat(rows(STATUS, "Status")).contains("B").doesNotContain("A");
        assertThat(lying("kvittering/uge 7.xlsx.kvittering.xlsx")).hasBinaryContent(untouched);
        try (SftpClient sftp = account.open()) {
            assertThat(names(sftp, "proeve")).isEmpty();
            assertThat(names(sftp, "ind")).isEmpty();
            assertThat(names(sftp, "kvittering")).hasSize(6);
        }
    }

    @Test
    void anErasureElsewhereDoesNotWaitForThisDropBox() {
        hub.bean(StaleAccounts.class).mark(ODDER);
        UUID elsewhere = erase("740", "A");
        carryOut(elsewhere);
        assertThat(state(elsewhere)).isEqualTo("DONE");
    }

    @Test
    void nothingIsRenewedAndNothingTriedIsRemovedWithoutAnErasure() throws IOException {
        triedAndUnfinished();
        account.deposits().renew(ODDER);
        try (SftpClient sftp = account.open()) {
            assertThat(names(sftp, "proeve")).hasSize(2);
            assertThat(names(sftp, "ind")).hasSize(1);
        }
    }

    @Test
    void whatIsErasedWhileItIsRenewedIsRenewedOnceMore() {
        StaleAccounts stale = hub.bean(StaleAccounts.class);
        stale.mark(ODDER);
        Instant first = stale.since(ODDER).orElseThrow();
        stale.mark(ODDER);
        stale.renewed(ODDER, first);
        assertThat(stale.areRenewed(List.of(ODDER))).isFalse();

        stale.renewed(ODDER, stale.since(ODDER).orElseThrow());
        assertThat(stale.areRenewed(List.of(ODDER))).isTrue();
        stale.mark("silkeborg");
        assertThat(stale.areRenewed(List.of("silkeborg")))
                .as("silkeborg has no drop box")
                .isTrue();
    }

    @Test
    void aFileThatLiesThereBeforeItsDeliveryIsNotedAsSentIsRenewedTooAndStillTakenForIt() throws IOException {
        taken("uge 5.xlsx", secret("A") + referral("B", OTHER_CPR));
        hub.process(account.onlySubmission());
        Delivery receipt = hub.bean(Claims.class).claim(ODDER).get(0);
        account.deposits().lay(receipt);
        erase("A");
        blankCopies();
        account.deposits().renew(ODDER);

        account.deposits().lay(receipt);
        assertThat(rows("kvittering/uge 5.xlsx.kvittering.xlsx", "Henvisninger"))
                .contains("Slettet.", "B")
                .doesNotContain("A");
    }

    /** Receipts of three files, of which the second has a row that nobody can say whose it is; and a status. */
    private void twoCases() throws IOException {
        taken("uge 5.xlsx", secret("A") + referral("B", OTHER_CPR));
        taken("uge 6.xlsx", secret("") + referral("B", OTHER_CPR));
        taken("uge 7.xlsx", referral("B", OTHER_CPR) + referral("C", THIRD_CPR));
        hub.sql("select id from submission order by number")
                .query(UUID.class)
                .list()
                .forEach(hub::process);
        StatusFiles statusFiles = hub.bean(StatusFiles.class);
        statusFiles.gather(ODDER);
        hub.clock().set("2026-02-09T06:00:01");
        statusFiles.gather(ODDER);
        account.deliver();
        account.deliver();
    }

    /** An answer to a tried file, and an upload whose line broke. */
    private void triedAndUnfinished() throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(sftp, "proeve/" + FILE, TestWorkbook.of(secret("A"), "").bytes());
            account.settle();
            account.takeAll();
        }
        SftpClient sftp = account.open();
        OutputStream out = sftp.write("ind/uge 8.xlsx");
        out.write(TestWorkbook.of(secret("A"), "").bytes(), 0, 100);
        out.flush();
        sftp.getSession().close(true);
        Place cut = new Place("ind", "uge 8.xlsx");
        await().atMost(OdderAccount.WAIT)
                .until(() -> !account.dropBox().uploads().get(ODDER).isReady(cut));
    }

    private static String secret(String caseNumber) {
        return referral(caseNumber, CPR).replace("Prøve", "Hemmelig");
    }

    private void taken(String name, String referrals) throws IOException {
        try (SftpClient sftp = account.open()) {
            upload(sftp, "ind/" + name, TestWorkbook.of(referrals, "").bytes());
        }
        account.settle();
        account.takeAll();
    }

    private static UUID erase(String caseNumber) {
        return erase("727", caseNumber);
    }

    private static UUID erase(String municipality, String caseNumber) {
        UUID id = hub.bean(ErasureRequests.class)
                .add(
                        new Request(new CaseKey(municipality, caseNumber), Reason.CONSENT_WITHDRAWN, null, "operator"),
                        hub.clock().instant());
        carryOut(id);
        return id;
    }

    private static void carryOut(UUID erasure) {
        hub.bean(Erasures.class).carryOut(erasure);
    }

    private static String state(UUID erasure) {
        return hub.sql("select state from erasure where id = ?")
                .param(erasure)
                .query(String.class)
                .single();
    }

    private static void blankCopies() throws IOException {
        ArchiveBlanking blanking = hub.bean(ArchiveBlanking.class);
        for (UUID copy : blanking.marked()) {
            blanking.blank(copy);
        }
    }

    private static Path lying(String path) {
        return OdderAccount.folder().resolve("home").resolve(path);
    }

    /** Every cell of a sheet. */
    private static List<String> rows(String path, String sheet) throws IOException {
        return Sheets.of(Files.readAllBytes(lying(path))).get(sheet).stream()
                .flatMap(List::stream)
                .toList();
    }
}
