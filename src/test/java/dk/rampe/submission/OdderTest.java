package dk.rampe.submission;

import static dk.rampe.mapping.TestWorkbook.referral;
import static dk.rampe.mapping.TestWorkbook.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.delivery.Renderings;
import dk.rampe.delivery.StatusFiles;
import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Odder's workbooks from their storage to the receipt, the status, and out of every place again. */
class OdderTest {

    private static final String ODDER = "odder";
    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 6);
    private static final long CPR = 6103781234L;
    private static final long OTHER_CPR = 6203781235L;

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @Test
    void theSameWorkbookWithRowsAddedIsKnownButForThemAndAChangedRowIsACorrection() {
        UUID first = sent("uge 5.xlsx", TestWorkbook.of(referral("A", CPR) + referral("B", OTHER_CPR), ""));
        UUID grown = sent(
                "uge 6.xlsx",
                TestWorkbook.of(
                        referral("A", CPR) + referral("B", OTHER_CPR) + referral("C", 6303781236L),
                        row("A", "telefon", DAY, 20304050)));
        UUID changed = sent(
                "uge 7.xlsx",
                TestWorkbook.of(
                        referral("A", CPR).replace("Ida Marie", "Ida")
                                + referral("B", OTHER_CPR)
                                + referral("C", 6303781236L),
                        row("A", "telefon", DAY, 20304050)));

        assertThat(hub.outcomes(first)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(hub.outcomes(grown)).containsExactly("KNOWN", "KNOWN", "ACCEPTED", "ACCEPTED");
        assertThat(hub.outcomes(changed)).containsExactly("ACCEPTED", "KNOWN", "KNOWN", "KNOWN");
        assertThat(hub.participations("A")).hasSize(1);
        assertThat(hub.count("event e join participation p on p.id = e.participation_id"
                        + " where p.case_number = 'A' and e.kind = 'REFERRED'"))
                .isEqualTo(2);
        assertThat(hub.count("participation where municipality = '727' and programme = 'stampe'"))
                .isEqualTo(3);
    }

    @Test
    void theSampleOfABadWeekIsAnsweredAsItsReadmeSays() throws IOException {
        Path sample = Path.of("mappings/odder/samples/case-update/uge-49-bad/input.xlsx");

        UUID file = hub.process(store(FILE, Files.readAllBytes(sample)));

        assertThat(hub.outcomes(file))
                .containsExactly(
                        "ACCEPTED", "WARNING W-1104", "ACCEPTED", "ACCEPTED", "ACCEPTED", "WAITING", "REJECTED R-1301");
        Parcel parcel = receipts().get(0);
        assertThat(parcel.folder()).isEqualTo("kvittering");
        assertThat(parcel.files())
                .extracting(PostedFile::name)
                .containsExactly(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
        Map<String, List<List<String>>> sheets = Sheets.of(parcel.files().get(0).content());
        assertThat(sheets).containsOnlyKeys("Henvisninger", "Ændringer");
        assertThat(sheets.get("Henvisninger").get(0)).endsWith("Resultat", "Forklaring");
        assertThat(sheets.get("Henvisninger").get(2))
                .startsWith("727-2017-90001", "101705123", "Attrup, Emil", "43059.0 dd-mm-yyyy")
                .endsWith(
                        "Modtaget med bemærkning",
                        "CPR-nr.: Foranstillede nuller manglede og er sat på. Kontrollér nummeret.");
        assertThat(sheets.get("Ændringer").get(1))
                .startsWith("727-2017-77777", "telefon")
                .endsWith("Afventer sag");
        assertThat(sheets.get("Ændringer").get(2)).contains("Afvist");
        assertThat(text(parcel, 1))
                .contains("7 linjer: 5 modtaget, 1 afvist, 1 afventer sag.")
                .contains("Ark: Ændringer, Række: 3, Sagsnummer: 727-2017-90002, Resultat: Afvist")
                .doesNotContain("Attrup", "101705123", "månen");
    }

    @Test
    void theSampleOfAGoodWeekIsTakenWhole() throws IOException {
        Path sample = Path.of("mappings/odder/samples/referral/uge-48/input.xlsx");

        UUID file = hub.process(store(FILE, Files.readAllBytes(sample)));

        assertThat(hub.outcomes(file)).hasSize(20).containsOnly("ACCEPTED");
        UUID again = store("kopi.xlsx", Files.readAllBytes(sample));
        assertThat(hub.state(again)).isEqualTo("DUPLICATE");
        Parcel parcel = receipts().get(1);
        assertThat(Sheets.of(parcel.files().get(0).content()))
                .isEqualTo(Map.of(
                        "Kvittering",
                        List.of(
                                List.of("Sagsnummer", "Resultat", "Forklaring"),
                                List.of("", "Kendt i forvejen", "Filen er modtaget før; intet er ændret."))));
        assertThat(text(parcel, 1)).contains("Resultat: Modtaget før");
    }

    @Test
    void aReceiptHasTheSameBytesHoweverOftenItIsRendered() {
        sent(FILE, TestWorkbook.of(referral("A", CPR) + referral("B", 12), row("C", "e-mail", DAY, "c@example.dk")));
        Delivery receipt = delivered("RECEIPT").get(0);
        byte[] first = parcel(receipt).files().get(0).content();

        long until = System.currentTimeMillis() + 2_100;
        await().until(() -> System.currentTimeMillis() > until);
        hub.clock().set("2026-02-05T10:00:00");

        assertThat(parcel(receipt).files().get(0).content()).isEqualTo(first);
    }

    @Test
    void aWorkbookRefusedWholeIsAnsweredInATextThatSaysAllThatIsWrong() {
        UUID file = sent(FILE, TestWorkbook.empty().sheet("Henvisninger", row("Sagsnummer", "Hemmelig")));

        assertThat(hub.state(file)).isEqualTo("REFUSED");
        Parcel parcel = receipts().get(0);
        assertThat(parcel.files()).extracting(PostedFile::name).containsExactly(FILE + ".kvittering.txt");
        assertThat(text(parcel, 0))
                .contains(
                        "Resultat: Afvist", "Bemærk: Ændringer: Arket mangler", "Henvisninger!CPR-nr.: Feltet mangler")
                .doesNotContain("Hemmelig");
    }

    @Test
    void whenTheCaseComesTheRowThatWaitedIsAnsweredAloneInItsOwnSheet() throws IOException {
        sent(
                "uge 5.xlsx",
                TestWorkbook.of(
                        referral("A", CPR),
                        row("A", "e-mail", DAY, "a@example.dk") + row("B", "telefon", DAY, 20304050)));
        sent("uge 6.xlsx", TestWorkbook.of(referral("B", OTHER_CPR), ""));

        List<Parcel> receipts = receipts();
        PostedFile supplementary = receipts.stream()
                .flatMap(parcel -> parcel.files().stream())
                .filter(file -> file.name().equals("uge 5.xlsx.kvittering.2.xlsx"))
                .findFirst()
                .orElseThrow();
        Map<String, List<List<String>>> sheets = Sheets.of(supplementary.content());
        assertThat(sheets.get("Henvisninger")).hasSize(1);
        assertThat(sheets.get("Ændringer").get(1)).startsWith("B", "telefon").endsWith("20304050", "Modtaget");
        assertThat(sheets.get("Ændringer")).hasSize(2);
    }

    @Test
    void anotherMunicipalitysCaseIsAnsweredLikeOneNobodyKnows() throws IOException {
        String theirs = TestCases.caseNumber(1);
        String nobodys = TestCases.caseNumber(2);
        hub.process(hub.silkeborg("henvisning_20260202_01.csv", TestCases.referral(1)));
        long told = hub.count("event");

        UUID asked = sent(
                FILE,
                TestWorkbook.of(
                        referral("A", CPR),
                        row(theirs, "telefon", DAY, 20304050) + row(nobodys, "telefon", DAY, 20304050)));

        assertThat(hub.outcomes(asked)).containsExactly("ACCEPTED", "WAITING", "WAITING");
        List<List<String>> answers =
                Sheets.of(receipts().get(0).files().get(0).content()).get("Ændringer");
        assertThat(String.join("|", answers.get(1)))
                .isEqualTo(String.join("|", answers.get(2)).replace(nobodys, theirs));
        assertThat(hub.count("event")).isEqualTo(told + 1);

        sent("uge 7.xlsx", TestWorkbook.of(referral(theirs, OTHER_CPR), ""));
        assertThat(hub.sql("select municipality from participation where case_number = ? order by 1")
                        .param(theirs)
                        .query(String.class)
                        .list())
                .containsExactly("727", "740");
        assertThat(hub.count("event e join participation p on p.id = e.participation_id"
                        + " where p.municipality = '740' and e.kind <> 'REFERRED'"))
                .isZero();
    }

    @Test
    void statusComesEveryMondayWithRealDates() throws IOException {
        sent(FILE, TestWorkbook.of(referral("A", CPR), ""));
        StatusFiles statusFiles = hub.bean(StatusFiles.class);
        statusFiles.gather(ODDER);
        hub.clock().set("2026-02-09T06:00:01");
        statusFiles.gather(ODDER);
        hub.clock().set("2026-12-28T06:00:01");
        statusFiles.gather(ODDER);

        List<Parcel> parcels =
                delivered("STATUS_FILE").stream().map(OdderTest::parcel).toList();
        assertThat(parcels)
                .extracting(
                        parcel -> parcel.folder() + "/" + parcel.files().get(0).name())
                .contains("ud/Status uge 7 2026.xlsx", "ud/Status uge 53 2026.xlsx");
        PostedFile file = parcels.stream()
                .map(parcel -> parcel.files().get(0))
                .filter(posted -> posted.name().equals("Status uge 7 2026.xlsx"))
                .findFirst()
                .orElseThrow();
        assertThat(Sheets.of(file.content()).get("Status"))
                .hasSize(2)
                .element(1)
                .asList()
                .containsExactly("A", "modtaget", "", "46027.0 dd-mm-yyyy");
    }

    @Test
    void anErasedCaseIsInNoCopyAndNoReceiptAnyMore() throws IOException {
        UUID first = sent(
                "uge 5.xlsx",
                TestWorkbook.of(
                        referral("A", 101705123).replace("Prøve", "Hemmelig") + referral("B", OTHER_CPR),
                        row("A", "ny sagsbehandler", DAY, "Fortrolig") + row("B", "telefon", DAY, 20304050)));
        UUID nameless = sent(
                "uge 6.xlsx",
                TestWorkbook.of(referral("", 101705123).replace("Prøve", "Hemmelig") + referral("B", OTHER_CPR), ""));
        UUID refused =
                sent("uge 7.xlsx", TestWorkbook.empty().sheet("Henvisninger", row("Sag", "CPR") + row("A", 101705123)));
        Delivery receipt = delivered("RECEIPT").get(0);

        List<UUID> copies = erase("A");
        assertThat(copies).containsExactlyInAnyOrder(first, nameless, refused);
        assertThat(all(parcel(receipt).files().get(0).content()))
                .contains("Slettet.", "B")
                .doesNotContain("Hemmelig", "101705123", "Fortrolig");
        blankAll();

        assertThat(all(hub.archived(first))).contains("20304050").doesNotContain("Hemmelig", "101705123", "Fortrolig");
        assertThat(all(hub.archived(nameless))).contains("6203781235").doesNotContain("Hemmelig", "101705123");
        assertThat(hub.bean(Ledger.class).find(refused).archiveKey()).isNull();
        assertThat(all(parcel(receipt).files().get(0).content())).contains("Slettet.", "20304050");

        UUID again = sent(
                "uge 8.xlsx",
                TestWorkbook.of(referral("A", 101705123).replace("Prøve", "Hemmelig") + referral("B", OTHER_CPR), ""));
        assertThat(hub.outcomes(again)).containsExactly("REJECTED W-1104, R-3006", "KNOWN");
        blankAll();
        assertThat(all(hub.archived(again))).contains("6203781235").doesNotContain("Hemmelig", "101705123");
    }

    private static List<UUID> erase(String caseNumber) {
        CaseKey key = new CaseKey("727", caseNumber);
        return hub.bean(TransactionTemplate.class)
                .execute(status -> hub.bean(CaseErasure.class).erase(UUID.randomUUID(), key))
                .copies();
    }

    private static void blankAll() throws IOException {
        ArchiveBlanking blanking = hub.bean(ArchiveBlanking.class);
        List<UUID> marked = blanking.marked();
        assertThat(marked).isNotEmpty();
        for (UUID id : marked) {
            blanking.blank(id);
        }
    }

    /** Every cell of every sheet. */
    private static Set<String> all(byte[] workbook) throws IOException {
        return Sheets.of(workbook).values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .flatMap(cell -> List.of(cell.split("[ ,]+")).stream())
                .collect(Collectors.toSet());
    }

    private static UUID sent(String name, TestWorkbook workbook) {
        return hub.process(store(name, workbook.bytes()));
    }

    private static UUID store(String name, byte[] content) {
        Incoming incoming = new Incoming(
                ODDER, "DROPBOX", "henvisninger", name, (long) content.length, TestHub.WRITTEN, null, null);
        try {
            return hub.bean(Submissions.class).store(incoming, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Parcel> receipts() {
        return delivered("RECEIPT").stream().map(OdderTest::parcel).toList();
    }

    private static List<Delivery> delivered(String kind) {
        return hub.deliver(ODDER).stream()
                .filter(delivery -> delivery.kind().name().equals(kind))
                .toList();
    }

    private static Parcel parcel(Delivery delivery) {
        return hub.bean(Renderings.class).parcel(delivery);
    }

    private static String text(Parcel parcel, int file) {
        return new String(parcel.files().get(file).content(), StandardCharsets.UTF_8);
    }
}
