package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlSubmissionTest {

    private static final Reading NORDDJURS = Reading.norddjurs();
    private static final String NAMESPACE = "urn:norddjurs:jobcenter:rampe:1";
    private static final Reading AARHUS = Reading.aarhus();
    private static final String REFERRAL = """
            <Henvisning id="707-2024-1">
              <PersonCivilRegistrationIdentifier>7706660417</PersonCivilRegistrationIdentifier>
              <Navn><Fornavn>Palle</Fornavn><Efternavn>Attrup</Efternavn></Navn>
              <MaalgruppeKode>1</MaalgruppeKode><SituationKode>LED</SituationKode>
              <Timetal><Timer>7</Timer><Minutter>30</Minutter></Timetal>
              <HenvisningsDato>2024-02-01</HenvisningsDato>
            </Henvisning>
            """;

    @Test
    void recordsOfBothKindsAreCountedTogether() throws Exception {
        String content = file(2, REFERRAL, "<Sagsopdatering id='1' art='SLET' dato='2024-02-01'/>");

        assertThat(NORDDJURS.header(content)).isEqualTo(new Header("l-1", "2024-02-01T06:00:00+01:00", 2));
        assertThat(NORDDJURS.lines(content))
                .extracting(Line::number, Line::message, Line::element)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "referral", "Henvisning"),
                        org.assertj.core.groups.Tuple.tuple(2L, "case-update", "Sagsopdatering"));
        assertThat(NORDDJURS.linesAfter(1, content)).extracting(Line::number).containsExactly(2L);
    }

    @Test
    void anEmptyDeliveryIsReadable() throws Exception {
        assertThat(NORDDJURS.header(file(0, "", "")).lines()).isZero();
    }

    @Test
    void aFileWhoseCountDisagreesIsRefusedWithBothNumbers() {
        List<Fault> faults = catchThrowableOfType(
                        UnreadableSubmission.class, () -> NORDDJURS.header(file(7, REFERRAL, "")))
                .faults();

        assertThat(faults.get(0).text(Locale.ENGLISH)).startsWith("The file says 7 records but holds 1.");
    }

    @Test
    void aCountThatIsNoNumberIsNotRepeated() {
        String content = file(1, REFERRAL, "").replace("antal='1'", "antal='770666-0417'");

        List<Fault> faults = catchThrowableOfType(UnreadableSubmission.class, () -> NORDDJURS.header(content))
                .faults();

        assertThat(Reading.said(faults)).containsExactly("R-2001");
        assertThat(faults.toString()).doesNotContain("770666");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <TransactionIdentifier>t-1</TransactionIdentifier><Referral/>  | t-1 | 1
                    <TransactionIdentifier> t-1 </TransactionIdentifier>    | t-1 | 0
                    """)
    void anIdMayStandInTheFirstElementAndACountMayBeLeftOut(String inside, String id, long lines) throws Exception {
        assertThat(AARHUS.header(call(inside))).isEqualTo(new Header(id, null, lines));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <Referral/><TransactionIdentifier>t-1</TransactionIdentifier>  | R-2004
                    <TransactionIdentifier/><Referral/>         | R-2004
                    ''                | R-2004
                    <TransactionIdentifier><Referral/></TransactionIdentifier>     | R-2002
                    t-1<Referral/>           | R-2002
                    <TransactionIdentifier>t-1</TransactionIdentifier><S/>  | R-2005
                    """)
    void anIdThatIsNotFirstIsMissing(String inside, String code) {
        List<Fault> faults = catchThrowableOfType(UnreadableSubmission.class, () -> AARHUS.header(call(inside)))
                .faults();

        assertThat(Reading.said(faults).get(0)).startsWith(code);
    }

    @Test
    void aDocumentTypeIsRefusedAndWhatItPointsToIsNeverRead(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String entity = "<!DOCTYPE RampeLeverance [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>";

        assertThat(NORDDJURS.refusal(entity + file(1, REFERRAL.replace("Palle", "&x;"), "")))
                .containsExactly("R-2002");
        assertThat(NORDDJURS.refusal("<!DOCTYPE RampeLeverance>" + file(0, "", "")))
                .containsExactly("R-2002");
    }

    @Test
    void aFileThatIsNotWellFormedIsRefused() {
        assertThat(NORDDJURS.refusal("")).containsExactly("R-2002");
        assertThat(NORDDJURS.refusal("henvisning")).containsExactly("R-2002");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL, "").replace("</Navn>", "")))
                .containsExactly("R-2002");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL, "") + "<more/>")).containsExactly("R-2002");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL, "").substring(0, 400))).containsExactly("R-2002");
    }

    @Test
    void bytesThatAreNotUtf8RefuseTheFile() {
        byte[] latin = file(1, REFERRAL.replace("Palle", "Åse"), "").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(NORDDJURS.refusal(new ByteArrayInputStream(latin))).containsExactly("R-2003");
    }

    @Test
    void anotherRootOrNamespaceIsAnotherKindOfFile() {
        assertThat(NORDDJURS.refusal(file(0, "", "").replace(NAMESPACE, NAMESPACE + "0")))
                .containsExactly("R-2007");
        assertThat(NORDDJURS.refusal("<RampeStatus xmlns='" + NAMESPACE + "'/>"))
                .containsExactly("R-2007");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL.replace("<Henvisning ", "<Henvisning xmlns='' "), "")))
                .containsExactly("R-2007");
    }

    @Test
    void aMissingDeliveryIdIsToldByName() {
        assertThat(NORDDJURS.refusal(file(0, "", "").replace("leveranceId='l-1'", "")))
                .containsExactly("R-2004 leveranceId");
    }

    @Test
    void anElementWhereNoneIsAgreedRefusesTheFile() {
        assertThat(NORDDJURS.refusal(file(1, "<Personer/>" + REFERRAL, ""))).containsExactly("R-2005");
    }

    @Test
    void moreThanARecordCanHoldRefusesTheFile() {
        assertThat(NORDDJURS.refusal(file(1, REFERRAL.replace("Palle", "x".repeat(100_001)), "")))
                .containsExactly("R-2006");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL.replace("<Navn>", "<Adresse/>".repeat(101) + "<Navn>"), "")))
                .containsExactly("R-2006");
        assertThat(NORDDJURS.refusal(file(1, REFERRAL.replace("Palle", "<a>".repeat(20) + "</a>".repeat(20)), "")))
                .containsExactly("R-2006");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <Fornavn>Palle</Fornavn>                | <Fornavn/>                          | R-1001 Navn/Fornavn
                    <MaalgruppeKode>1</MaalgruppeKode>      | <MaalgruppeKode>2</MaalgruppeKode>  | R-1301 MaalgruppeKode
                    <Minutter>30</Minutter>                 | <Minutter>60</Minutter>             | R-1204 Timetal/Timer
                    <Minutter>30</Minutter>                 | <Minutter/>                         | R-1204 Timetal/Timer
                    <Timer>7</Timer>                        | <Timer>38</Timer>                   | R-1202 Timetal/Timer
                    <HenvisningsDato>2024-02-01             | <HenvisningsDato>01-02-2024         | R-1203 HenvisningsDato
                    <MaalgruppeKode>1                       | <Palle>x</Palle><MaalgruppeKode>1   | R-2005
                    <MaalgruppeKode>1                       | x<MaalgruppeKode>1                  | R-2005
                    <Navn>                                  | <Navn a="1">                        | R-2005
                    <SituationKode>                         | <SituationKode>SYG</SituationKode><SituationKode> | R-1402 SituationKode
                    """)
    void aBadElementIsToldByItsPath(String good, String bad, String fault) {
        Line line = NORDDJURS.line(file(1, REFERRAL.replace(good, bad), ""));

        assertThat(Reading.said(line.faults())).containsExactly(fault);
        assertThat(line.refused()).isTrue();
        assertThat(line.caseNumber()).isEqualTo("707-2024-1");
    }

    @Test
    void aChangeCarriesEverythingItNames() {
        Line line = update("RET", "<Adresse>Prøvevej 1</Adresse><Navn><Efternavn>Ny</Efternavn></Navn>");

        assertThat(line.record().path("address").asText()).isEqualTo("Prøvevej 1");
        assertThat(line.record().path("familyName").asText()).isEqualTo("Ny");
        assertThat(line.record()).hasSize(4);
    }

    @Test
    void whatOnlyAReferralCanSayIsSentBack() {
        Line line =
                update("RET", "<Timetal><Timer>7</Timer><Minutter>0</Minutter></Timetal><Telefon>12345678</Telefon>");

        assertThat(Reading.said(line.faults())).containsExactly("R-1403 Timetal");
        assertThat(line.faults().get(0).text(Locale.ROOT)).endsWith("Send henvisningen igen.");
    }

    @Test
    void aChangeThatNamesNothingOrEmptiesSomethingIsRefused() {
        assertThat(Reading.said(update("RET", "").faults())).containsExactly("R-1401");
        assertThat(Reading.said(update("RET", "<Telefon/>").faults())).containsExactly("R-1001 Telefon");
        assertThat(Reading.said(update("FLYT", "").faults())).containsExactly("R-1301 art");
    }

    @Test
    void aWithdrawalHasItsReasonAsElementOrAttribute() {
        assertThat(update("AFBRYD", "<Aarsag>Ønske</Aarsag>")
                        .record()
                        .path("withdrawnReason")
                        .asText())
                .isEqualTo("Ønske");
        assertThat(NORDDJURS
                        .line(file(1, "", "<Sagsopdatering id='1' art='AFBRYD' dato='2024-02-01' aarsag='Ønske'/>"))
                        .record()
                        .path("withdrawnReason")
                        .asText())
                .isEqualTo("Ønske");
        assertThat(update("AFBRYD", "").record().path("withdrawn").asBoolean()).isTrue();
    }

    private static Line update(String art, String elements) {
        return NORDDJURS.line(file(
                1, "", "<Sagsopdatering id='1' art='" + art + "' dato='2024-02-01'>" + elements + "</Sagsopdatering>"));
    }

    private static String call(String inside) {
        return "<SubmitReferral xmlns='urn:rampe:referral-service:1'>" + inside + "</SubmitReferral>";
    }

    private static String file(int count, String referrals, String updates) {
        return "<RampeLeverance xmlns='" + NAMESPACE + "' leveranceId='l-1' dannet='2024-02-01T06:00:00+01:00' antal='"
                + count + "'><Henvisninger>" + referrals + "</Henvisninger><Sagsopdateringer>" + updates
                + "</Sagsopdateringer></RampeLeverance>";
    }
}
