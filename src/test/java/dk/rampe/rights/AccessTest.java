package dk.rampe.rights;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.StatusFiles;
import dk.rampe.partner.HubSettings;
import dk.rampe.submission.TestHub;
import dk.rampe.vault.TestKeyFile;
import dk.rampe.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

class AccessTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String CPR = "010190-1234";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void everythingPersonalThatIsHeldIsTold() {
        hub.silkeborg(FILE, canary(1, "010190-1234"));
        hub.deliver(SIND).forEach(hub::message);
        hub.silkeborg(
                "sagsopdatering_20260203_01.csv",
                update(1, "TLF", "03-02-2026", "77777771"),
                update(1, "EMAIL", "04-02-2026", "ny.kanarie@example.dk"),
                update(1, "SAGSBEH", "06-02-2026", "Nysagine Kanaribord") + "nysagine@example.dk",
                update(1, "CPR", "07-02-2026", "020290-2345"),
                update(1, "TRUKKET", "09-02-2026", "Kanariebegrundelse"));
        hub.progress(
                event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"contactPerson\": \"Konrad Kanarietakt\""));
        hub.progress(
                event(
                        UUID.randomUUID(),
                        1,
                        "PLACEMENT_STARTED",
                        "2026-02-02",
                        ", \"placementId\": \"1-F\", \"placement\": \"FLEX_JOB\", \"weeklyMinutes\": 330, \"employerCvr\": \"98765432\""));
        hub.progress(event(
                UUID.randomUUID(),
                1,
                "MEASURED",
                "2026-02-02",
                ", \"instrument\": \"WHO5\", \"wave\": \"START\", \"items\": [2, 1, 0, 3, 2]"));
        String html = answer(caseNumber(1)).html();
        assertThat(personalValues(caseNumber(1)))
                .as("what the vault holds")
                .contains("Kanarine", "77777771", "Kanariebegrundelse", "98765432")
                .hasSize(16);
        for (String value : personalValues(caseNumber(1))) {
            assertThat(html)
                    .contains(value.matches("\\d{10}") ? value.substring(0, 6) + "-" + value.substring(6) : value);
        }
        assertThat(html)
                .contains("fleksjob; 5 timer og 30 minutter om ugen; Arbejdsgiverens CVR-nummer: 98765432")
                .contains("WHO-5 (trivsel); ved start; svar 2, 1, 0, 3, 2")
                .contains("trukket tilbage", "DBA-740-2020-10", "SIND-2020-10", "Rampen til det gode arbejdsliv");
    }

    /** Every leaf of every opened entry but the code for the kind of number. */
    private static List<String> personalValues(String caseNumber) {
        UUID id = hub.participation(caseNumber);
        List<Long> events = hub.sql("select number from event where participation_id = ?")
                .param(id)
                .query(Long.class)
                .list();
        return hub.bean(Vault.class).open(id, events, "test", "test").values().stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry), entry.valueStream()))
                .flatMap(node -> node.valueStream())
                .filter(node ->
                        node.isTextual() && !List.of("CPR", "REPLACEMENT").contains(node.asText()))
                .map(node -> node.asText())
                .distinct()
                .toList();
    }

    @Test
    void nothingOfAnotherCitizenIsTold() {
        hub.silkeborg(FILE, referral(1), canary(2, CPR), canary(3, "030390-3456"));
        hub.progress(
                event(UUID.randomUUID(), 2, "STARTED", "2026-02-02", ", \"contactPerson\": \"Konrad Kanarietakt\""));
        String html = answer(caseNumber(1)).html();
        assertThat(html).doesNotContain("anari", caseNumber(2), caseNumber(3), "010190", "030390");
    }

    @Test
    void allCasesOfTheCitizenInTheMunicipalityAreToldAndNoneOfAnother() {
        hub.silkeborg(FILE, canary(1, CPR), canary(2, CPR));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(7, "0101901234", "88888888", "2026-01-17").replace("707-2026-00007", caseNumber(1)));
        assertThat(hub.count("participation")).isEqualTo(3);
        assertThat(hub.sql("select count(distinct person_id) from participation")
                        .query(Long.class)
                        .single())
                .isOne();
        AccessDocument document = answer(caseNumber(2));
        assertThat(document.cases()).isEqualTo(2);
        assertThat(document.html())
                .contains(caseNumber(1), caseNumber(2))
                .doesNotContain("88888888", "Opfundine", "Norddjurs", "17. januar 2026");
    }

    @Test
    void eachPersonalHalfIsOpenedOnceAndItIsWrittenDownWhoAndWhy() {
        hub.silkeborg(FILE, canary(1, CPR), canary(2, CPR), referral(3));
        hub.deliver(SIND).forEach(hub::message);
        long before = hub.count("vault.audit");
        String html = answer(caseNumber(1)).html();
        assertThat(hub.sql("select who || ': ' || purpose from vault.audit where who = 'Oda Operatør' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "Oda Operatør: access request 29.10-2026/7", "Oda Operatør: access request 29.10-2026/7");
        assertThat(hub.count("vault.audit")).isEqualTo(before + 2);
        assertThat(html)
                .contains("Rampe, til brug for SIND", "for at sende sagen til den, der står for forløbet")
                .contains("En medarbejder hos Rampe", "for at svare på en anmodning om indsigt")
                .doesNotContain("Oda");
    }

    @Test
    void whoHasGotWhatIsToldWithTheStatusAsItWasThen() {
        hub.silkeborg(FILE, canary(1, CPR), referral(2));
        hub.deliver(SIND).forEach(hub::message);
        hub.clock().set("2026-02-03T06:00:00");
        hub.bean(StatusFiles.class).gatherOnce(SILKEBORG);
        hub.deliver(SILKEBORG);
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", ""));
        String html = answer(caseNumber(1)).html();
        assertThat(html)
                .contains("Hele sagen, som den var på det tidspunkt")
                .contains("Status: under visitering, siden 2. februar 2026")
                .contains("Status i dag: <span>i forløb, siden 3. februar 2026</span>")
                .contains("3. februar 2026 kl. 06.00", "Kvittering med sagsnummer og udfald");
        assertThat(html.split("Hele sagen, som den var", -1))
                .as("only this citizen's")
                .hasSize(2);
    }

    @Test
    void whatASenderWroteIsShownAsTextAndIsNoMarkup() {
        hub.silkeborg(FILE, canary(1, CPR).replace("Kanarihensyn", "<script>alert(1)</script> & <b>ro</b>"));
        assertThat(answer(caseNumber(1)).html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;ro&lt;/b&gt;")
                .doesNotContain("<script", "<b>ro");
    }

    @Test
    void protectionIsSaidFirst() {
        hub.silkeborg(FILE, canary(1, CPR).replace(";N;", ";J;"), referral(2));
        assertThat(answer(caseNumber(1)).html()).contains("Der er navne- og adressebeskyttelse.", "Kanarivej 1");
        assertThat(answer(caseNumber(2)).html()).doesNotContain("Der er navne- og adressebeskyttelse.");
    }

    @Test
    void aVersionThatWasSentWithAnotherPersonsNumberIsToldToNobody() {
        hub.silkeborg(FILE, canary(1, CPR));
        hub.silkeborg("henvisning_20260203_01.csv", referral(1));
        assertThat(hub.participations(caseNumber(1))).hasSize(1);
        assertThat(answer(caseNumber(1)).html())
                .contains("Opfundine", "havde et andet personnummer")
                .doesNotContain("anari", "010190");
    }

    @Test
    void ofAPersonalHalfThatIsGoneTheFactsAreTold() {
        hub.silkeborg(FILE, canary(1, CPR));
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(1)));
        AccessDocument document = answer(caseNumber(1));
        assertThat(document.opened()).isZero();
        assertThat(document.html())
                .contains("er slettet den 2. februar 2026", "Henvist til forløbet")
                .doesNotContain("anari", "010190");
        assertThat(hub.count("vault.audit where who = 'Oda Operatør'")).isZero();
    }

    @Test
    void aCaseNobodyKnowsOrThatIsErasedIsRefused() {
        assertThatThrownBy(() -> answer("740-2026-99999"))
                .isInstanceOf(CannotAnswer.class)
                .hasMessageContaining("nobody has told the hub of it, or it has been erased");
    }

    @Test
    void aCaseNumberThatHasBeenTwoPersonsIsToldToNeither() {
        hub.silkeborg(FILE, canary(1, CPR), referral(2));
        hub.sql("update participation set case_number = ?, occurrence = 2 where case_number = ?")
                .params(caseNumber(1), caseNumber(2))
                .update();
        assertThatThrownBy(() -> answer(caseNumber(1)))
                .isInstanceOf(CannotAnswer.class)
                .hasMessageContaining("more than one person's");
        assertThat(hub.count("vault.audit where who = 'Oda Operatør'")).isZero();
    }

    @Test
    void withoutTheHubsKeyFileNothingIsToldAndNothingIsWrittenDown(@TempDir Path folder) throws Exception {
        hub.silkeborg(FILE, canary(1, CPR));
        assertThatThrownBy(() -> access(folder.resolve("none")))
                .isInstanceOf(CannotAnswer.class)
                .hasMessageContaining("is no readable key file");
        Path another = TestKeyFile.in(Files.createDirectory(folder.resolve("another")));
        assertThatThrownBy(() -> access(another).answer(request(caseNumber(1))))
                .isInstanceOf(CannotAnswer.class)
                .hasMessageContaining("does not open what this hub has sealed");
        assertThat(hub.count("vault.audit where who = 'Oda Operatør'")).isZero();
    }

    /** Somebody whose every value can be told from everybody else's. */
    private static String canary(int i, String personNumber) {
        return String.join(
                ";",
                caseNumber(i),
                personNumber,
                "Kanarine",
                "Kanarisen",
                "Kanarivej 1",
                "N",
                "66666661",
                "kanarine@example.dk",
                "PRIMÆR",
                "FLEKS-LEDIG",
                "05-01-2026",
                "12,5",
                "Kanarihensyn",
                "01-02-2026",
                "Sagine Kanaribord");
    }

    private static AccessRequest request(String caseNumber) {
        return new AccessRequest("740", caseNumber, "Oda Operatør", "29.10-2026/7");
    }

    private static AccessDocument answer(String caseNumber) {
        return access(Path.of(hub.bean(Environment.class).getProperty("RAMPE_KEY_FILE")))
                .answer(request(caseNumber));
    }

    private static Access access(Path keyFile) {
        return Access.over(hub.bean(DataSource.class), keyFile, hub.bean(HubSettings.class), hub.clock());
    }
}
