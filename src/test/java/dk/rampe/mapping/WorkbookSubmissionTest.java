package dk.rampe.mapping;

import static dk.rampe.mapping.TestWorkbook.CHANGES;
import static dk.rampe.mapping.TestWorkbook.REFERRALS;
import static dk.rampe.mapping.TestWorkbook.referral;
import static dk.rampe.mapping.TestWorkbook.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.rampe.mapping.TestWorkbook.Raw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do to a workbook, read with Odder's tables. */
class WorkbookSubmissionTest {

    private static final long CPR = 6103781234L;
    private static final SubmissionFormat ODDER =
            Mappings.load(Samples.MAPPINGS).incoming("odder", List.of("referral", "case-update"));

    @Test
    void eachSheetIsReadByItsOwnTableAndRowsKeepTheNumbersExcelShows() throws Exception {
        TestWorkbook workbook = TestWorkbook.of(
                "<row/><row r=\"4\"><c/><c s=\"1\"/></row>" + referral("A", CPR) + "<row r=\"9\"/>"
                        + referral("B", CPR),
                row("A", "telefon", LocalDate.of(2026, 1, 6), 20304050));

        assertThat(ODDER.check(content(workbook)).lines()).isEqualTo(3);
        List<Line> lines = lines(workbook);
        assertThat(lines).extracting(Line::number).containsExactly(5L, 10L, 10_000_002L);
        assertThat(lines).extracting(Line::message).containsExactly("referral", "referral", "case-update");
        assertThat(lines).extracting(Line::element).containsExactly("Henvisninger", "Henvisninger", "Ændringer");
        assertThat(lines).noneMatch(Line::refused);
        assertThat(linesAfter(10, workbook)).extracting(Line::number).containsExactly(10_000_002L);
    }

    @Test
    void columnsMayBeMovedAndHeadingsBrokenIntoLines() {
        List<Object> names = new ArrayList<>(Arrays.asList(REFERRALS));
        List<Object> cells = new ArrayList<>(Arrays.asList(
                "A", CPR, "Prøve, Ida", LocalDate.of(2026, 1, 5), "pårørende", null, null, 20304050, null, null, "ro"));
        Collections.reverse(names);
        Collections.reverse(cells);
        names.set(0, "Bemærkninger\n (skånehensyn)");

        Line line = lines(TestWorkbook.empty()
                        .sheet("Ændringer", row(CHANGES))
                        .sheet(" henvisninger ", row(names.toArray()) + row(cells.toArray())))
                .get(0);

        assertThat(line.record().at("/considerations").asText()).isEqualTo("ro");
        assertThat(line.record().at("/person/phone").asText()).isEqualTo("20304050");
    }

    @Test
    void aRenamedColumnRefusesTheFileAndIsToldByItsPlace() {
        Object[] renamed = REFERRALS.clone();
        renamed[1] = "Personnummer";
        renamed[4] = "Navn";

        assertThat(refusal(TestWorkbook.empty()
                        .sheet("Henvisninger", row(renamed) + referral("A", CPR))
                        .sheet("Ændringer", row(CHANGES))))
                .containsExactlyInAnyOrder(
                        "R-2004 Henvisninger!CPR-nr.",
                        "R-2004 Henvisninger!Status",
                        "R-2005 Henvisninger",
                        "R-2005 Henvisninger");
    }

    @Test
    void aMissingSheetRefusesTheFileAndAnEmptyOneIsNoSheet() {
        assertThat(refusal(TestWorkbook.empty().sheet("Henvisninger", row(REFERRALS))))
                .containsExactly("R-2011 Ændringer");
        assertThat(refusal(TestWorkbook.empty().sheet("Henvisninger", "").sheet("Ændringer", row(CHANGES))))
                .hasSize(REFERRALS.length)
                .contains("R-2004 Henvisninger!Sagsnummer");
    }

    @Test
    void hiddenSheetsAreReadAndOthersAreNotLookedAt() {
        TestWorkbook workbook = TestWorkbook.empty()
                .sheet("Vejledning", row("Sådan gør du", "#") + "<row r=\"1\"/>")
                .hidden("Henvisninger", row(REFERRALS) + referral("A", CPR))
                .sheet("Ændringer", row(CHANGES));

        assertThat(lines(workbook)).extracting(Line::caseNumber).containsExactly("A");
    }

    @Test
    void aReceiptThatIsFilledInFurtherMayBeSentAgain() {
        Object[] names = with(REFERRALS, "Resultat", "Forklaring");
        String row = row(
                "A",
                CPR,
                "Prøve, Ida",
                LocalDate.of(2026, 1, 5),
                "pårørende",
                null,
                null,
                null,
                null,
                null,
                null,
                "Modtaget",
                new Raw("<c t=\"e\"><v>#N/A</v></c>"));

        assertThat(lines(TestWorkbook.empty()
                                .sheet("Henvisninger", row(names) + row)
                                .sheet("Ændringer", row(CHANGES)))
                        .get(0)
                        .faults())
                .isEmpty();
    }

    @Test
    void whatStandsUnderNoHeadingRefusesTheRow() {
        String noted = row(
                "A",
                CPR,
                "Prøve, Ida",
                LocalDate.of(2026, 1, 5),
                "pårørende",
                null,
                null,
                null,
                null,
                null,
                null,
                "husk");

        assertThat(said(noted)).containsExactly("R-2005");
        assertThat(said(referral("A", CPR))).isEmpty();
    }

    @Test
    void ofMergedCellsOnlyTheFirstHoldsSomething() {
        List<Line> lines =
                lines(TestWorkbook.of(referral("A", CPR) + referral(null, CPR).replace("null", ""), ""));

        assertThat(Reading.said(lines.get(0).faults())).isEmpty();
        assertThat(Reading.said(lines.get(1).faults())).containsExactly("R-1001 Sagsnummer");
    }

    @ParameterizedTest
    @CsvSource({
        "<c><v>101705123</v></c>,           0101705123, W-1104",
        "<c><v>101705123.0</v></c>,         0101705123, W-1104",
        "<c><v>1.01705123E8</v></c>,        0101705123, W-1104",
        "<c t='str'><v>101705123</v></c>,   0101705123, W-1104",
        "<c><v>6103781234</v></c>,          6103781234, ''",
        "<c t='str'><v>610378-1234</v></c>, 6103781234, ''",
        "<c><f>A1</f><v>6103781234</v></c>, 6103781234, ''",
        "<c><v>03781234</v></c>,            '',         R-1102 W-1104",
        "<c><f>A1</f></c>,                  '',         R-1209",
        "<c t='e'><v>#N/A</v></c>,          '',         R-1208",
        "<c t='e'><f>A1</f><v>#REF!</v></c>, '',        R-1208",
        "<c><v>1E+300</v></c>,              '',         R-1101",
        "<c><v>1E+999</v></c>,              '',         R-1208",
        "<c><v>1E+999999999</v></c>,        '',         R-1208",
        "<c><v>NaN</v></c>,                 '',         R-1208",
        "<c s='1'><v>42442</v></c>,         '',         R-1210",
        "<c/>,                              '',         R-1001"
    })
    void aPersonNumberIsReadFromTextAndNumbersAndALostZeroIsTold(String cell, String read, String codes) {
        Line line = lines(TestWorkbook.of(referral("A", new Raw(cell)), "")).get(0);

        assertThat(line.faults().stream().map(Fault::code).sorted().toList())
                .containsExactly(codes.isEmpty() ? new String[0] : codes.split(" "));
        assertThat(line.refused()).isEqualTo(read.isEmpty());
        if (!read.isEmpty()) {
            assertThat(line.record().at("/person/identifier/value").asText()).isEqualTo(read);
        }
        line.faults().forEach(fault -> assertThat(fault.field()).isEqualTo("CPR-nr."));
    }

    @ParameterizedTest
    @CsvSource({
        "<c s='1'><v>42442</v></c>,         2016-03-13",
        "<c s='1'><v>42442.75</v></c>,      2016-03-13",
        "<c s='2'><v>42442</v></c>,         2016-03-13",
        "<c s='1'><f>TODAY()</f><v>42442</v></c>, 2016-03-13",
        "<c t='d'><v>2016-03-13T00:00:00</v></c>, 2016-03-13",
        "<c t='str'><v>13-03-2016</v></c>,  2016-03-13",
        "<c s='1'><v>61</v></c>,            1900-03-01",
        "<c s='1'><v>59</v></c>,            1900-02-28",
        "<c><v>42442</v></c>,               R-1203",
        "<c s='3'><v>42442</v></c>,         R-1203",
        "<c t='str'><v>13/3 16</v></c>,     R-1203",
        "<c t='str'><v>31-02-2016</v></c>,  R-1203",
        "<c s='1'><v>-3</v></c>,            R-1203",
        "<c s='1'><v>99999</v></c>,         R-1202",
        "<c t='d'><v>i går</v></c>,         R-1208"
    })
    void aDateIsReadFromDateCellsAndFromTextAsAgreed(String cell, String read) {
        Line line = lines(TestWorkbook.of(row("A", CPR, "Prøve, Ida", new Raw(cell), "pårørende"), ""))
                .get(0);

        assertThat(
                        line.refused()
                                ? line.faults().get(0).code()
                                : line.record().at("/referredOn").asText())
                .isEqualTo(read);
    }

    @Test
    void daysMayBeCountedFrom1904() {
        TestWorkbook workbook = TestWorkbook.of(
                        row("A", CPR, "Prøve, Ida", new Raw("<c s='1'><v>40980</v></c>"), "pårørende"), "")
                .properties("<workbookPr date1904=\"1\"/>");

        assertThat(lines(workbook).get(0).record().at("/referredOn").asText()).isEqualTo("2016-03-13");
    }

    @ParameterizedTest
    @CsvSource({
        "12.5,               750,  ''",
        "12.300000000000001, 738,  ''",
        "37,                 2220, ''",
        "7.3333,             '',   R-1204",
        "38,                 '',   R-1202"
    })
    void hoursAreANumber(String hours, String minutes, String code) {
        Line line = lines(TestWorkbook.of(
                        row(
                                "A",
                                CPR,
                                "Prøve, Ida",
                                LocalDate.of(2026, 1, 5),
                                "pårørende",
                                null,
                                new Raw("<c><v>" + hours + "</v></c>")),
                        ""))
                .get(0);

        assertThat(
                        line.refused()
                                ? ""
                                : line.record().at("/weeklyMinutesGranted").asText())
                .isEqualTo(minutes);
        assertThat(line.faults().stream().map(Fault::code).findFirst().orElse(""))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Prøve, Ida Marie | Prøve | Ida Marie | ''",
                "Prøve , Ida      | Prøve | Ida       | ''",
                "Prøve, Ida, f.   | Prøve | Ida, f.   | ''",
                "Ida Prøve        | ''    | ''        | R-1401",
                "'Prøve,'         | ''    | ''        | R-1401",
                "', Ida'          | ''    | ''        | R-1401",
                "''               | ''    | ''        | R-1001"
            })
    void aNameIsTakenApartAtTheFirstComma(String name, String family, String given, String code) {
        Line line = lines(TestWorkbook.of(row("A", CPR, name, LocalDate.of(2026, 1, 5), "pårørende"), ""))
                .get(0);

        assertThat(Reading.said(line.faults()))
                .containsExactly(code.isEmpty() ? new String[0] : new String[] {code + " Navn"});
        if (code.isEmpty()) {
            assertThat(line.record().at("/person/familyName").asText()).isEqualTo(family);
            assertThat(line.record().at("/person/givenNames").asText()).isEqualTo(given);
        }
    }

    @Test
    void whatACellThatDecidesCannotSayIsToldOnce() {
        Object error = new Raw("<c t='e'><v>#N/A</v></c>");
        LocalDate day = LocalDate.of(2026, 1, 5);

        assertThat(said(row("A", CPR, "Prøve, Ida", day, error))).containsExactly("R-1208 Status");
        assertThat(said(row("A", CPR, "Prøve, Ida", day, "ferie"))).containsExactly("R-1301 Status");
        assertThat(Reading.said(lines(TestWorkbook.of("", row("A", error, day, "x")))
                        .get(0)
                        .faults()))
                .containsExactly("R-1208 Hvad");
    }

    @Test
    void sharedStringsAreReadWithoutHowTheyArePronounced() {
        TestWorkbook workbook = TestWorkbook.of(
                        row("A", CPR, new Raw("<c t='s'><v>1</v></c>"), LocalDate.of(2026, 1, 5), "pårørende"), "")
                .sharedStrings("<si><t>x</t></si><si><r><t>Prø</t></r><r><t>ve, Ida_x000D_</t></r>"
                        + "<rPh sb=\"0\" eb=\"1\"><t>uden</t></rPh></si>");

        assertThat(lines(workbook).get(0).record().at("/person/givenNames").asText())
                .isEqualTo("Ida");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"3\"/><row r=\"2\"/>",
                "<row r=\"x\"/>",
                "<row r=\"1048577\"/>",
                "<row><c r=\"B2\"/><c r=\"A2\"/></row>",
                "<row><c r=\"ZZZZZZZZZZ2\"/></row>",
                "<row><c t=\"s\"><v>7</v></c></row>",
                "<row><c t=\"s\"><v>2000000000</v></c></row>",
                "<row><c t=\"s\"><v>-1</v></c></row>",
                "<row><c><v><b/></v></c></row>"
            })
    void whatNoProgramWritesIsNotRead(String rows) {
        assertThat(refusal(TestWorkbook.of(rows, ""))).containsExactly("R-2002");
    }

    @Test
    void whatIsNoWorkbookIsRefusedAsSuch() {
        byte[] whole = TestWorkbook.of("", "").bytes();

        assertThat(refusal(new byte[0])).containsExactly("R-2009");
        assertThat(refusal("Sagsnummer;CPR".getBytes())).containsExactly("R-2009");
        assertThat(refusal(Arrays.copyOf(whole, whole.length / 2))).containsExactly("R-2009");
        assertThat(refusal(TestWorkbook.of("", "").part("_rels/.rels", "<a/>"))).containsExactly("R-2009");
        assertThat(refusal(TestWorkbook.of("", "").part("xl/workbook.xml", "<a/>")))
                .containsExactly("R-2011 Henvisninger", "R-2011 Ændringer");
    }

    @Test
    void aByteThatWasTurnedIsFoundOrChangesNothing() {
        byte[] whole = TestWorkbook.of(referral("A", CPR), "").bytes();
        for (int at = 0; at < whole.length; at++) {
            byte[] turned = whole.clone();
            turned[at] ^= 0x55;
            try {
                ODDER.check(new ByteArrayInputStream(turned));
            } catch (UnreadableSubmission e) {
                assertThat(e.faults()).isNotEmpty();
            }
        }
    }

    @Test
    void inACopyWithoutSomeRowsNothingIsLeftOfThem() throws Exception {
        TestWorkbook workbook = TestWorkbook.of(
                        referral("sag-1", CPR) + referral("sag-2", 101705123) + "<row/>" + referral("sag-3", CPR),
                        row("sag-2", "ny sagsbehandler", LocalDate.of(2026, 1, 6), "Hemmelig")
                                + row("sag-1", "telefon", LocalDate.of(2026, 1, 6), 20304050))
                .sheet("Noter", row("sag-2"))
                .part("docProps/custom.xml", "<a>sag-2</a>");
        List<Line> before = lines(workbook);

        byte[] copy = blanked(workbook.bytes(), 3L, 10_000_002L);

        assertThat(lines(copy))
                .isEqualTo(before.stream()
                        .filter(line -> line.number() != 3 && line.number() != 10_000_002)
                        .toList());
        String all = all(copy);
        assertThat(all).contains("sag-1", "sag-3").doesNotContain("sag-2", "101705123", "Hemmelig", "Noter");
        assertThat(Sheets.of(copy)).containsOnlyKeys("Henvisninger", "Ændringer");
        assertThat(blanked(copy, 2L, 5L, 10_000_003L))
                .satisfies(rest -> assertThat(lines(rest)).isEmpty());
        assertThat(all(workbook.bytes())).contains("sag-2", "101705123");
    }

    @Test
    void whatARowHoldsIsFoundAsItsSenderWroteIt() throws Exception {
        List<String> texts = new ArrayList<>();

        ODDER.eachText(
                content(TestWorkbook.of(referral("A", 101705123), "")),
                (text, number) -> texts.add(number + " " + text));

        assertThat(texts).containsExactly("2 A\t101705123\tPrøve, Ida Marie\t2026-01-05\tpårørende");
    }

    private static byte[] blanked(byte[] workbook, Long... gone) throws Exception {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        ODDER.blank(new ByteArrayInputStream(workbook), copy, Set.of(gone)::contains);
        return copy.toByteArray();
    }

    private static String all(byte[] workbook) throws Exception {
        try (InputStream unpacked = ODDER.unpacked(new ByteArrayInputStream(workbook))) {
            return new String(unpacked.readAllBytes(), "UTF-8");
        }
    }

    private static Object[] with(Object[] cells, Object... more) {
        return Stream.concat(Stream.of(cells), Stream.of(more)).toArray();
    }

    private static List<String> said(String referral) {
        return Reading.said(lines(TestWorkbook.of(referral, "")).get(0).faults());
    }

    private static List<Line> lines(TestWorkbook workbook) {
        return linesAfter(0, workbook);
    }

    private static List<Line> lines(byte[] workbook) {
        List<Line> lines = new ArrayList<>();
        ODDER.read(new ByteArrayInputStream(workbook), 0, lines::add);
        return lines;
    }

    private static List<Line> linesAfter(long line, TestWorkbook workbook) {
        List<Line> lines = new ArrayList<>();
        ODDER.read(content(workbook), line, lines::add);
        return lines;
    }

    private static List<String> refusal(TestWorkbook workbook) {
        return refusal(workbook.bytes());
    }

    private static List<String> refusal(byte[] content) {
        return Reading.said(
                catchThrowableOfType(UnreadableSubmission.class, () -> ODDER.check(new ByteArrayInputStream(content)))
                        .faults());
    }

    private static InputStream content(TestWorkbook workbook) {
        return new ByteArrayInputStream(workbook.bytes());
    }
}
