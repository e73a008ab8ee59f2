package dk.rampe.mainjob;

import static dk.rampe.mainjob.Jobcentres.WINDOWS_1252;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.mapping.Sheets;
import dk.rampe.outcome.Figure;
import dk.rampe.outcome.Outcome;
import dk.rampe.outcome.OutcomeFacts;
import dk.rampe.participation.Participation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on the sample deliveries, over real SFTP, Artemis and PostgreSQL: what the README promises. The hub runs
 * once for all; the steps at the end drop more files and stop and start it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);
    private static final Path SAMPLES = Path.of("src/main/resources/sandbox");

    private static final Clock NOON = Hub.noon();

    private static final String WEEK = "Rampe henvisninger uge ";
    private static final String REFERRALS = "Henvisninger";
    private static final String CHANGES = "Ændringer";

    private static final String LINES =
            "select count(*) from submission_line l join submission s on s.id = l.submission_id where ";

    @TempDir
    static Path work;

    private static Hub hub;

    @BeforeAll
    static void start() {
        hub = Hub.startWhole(work.resolve("data"), NOON);
        hub.awaitCount("select count(*) from submission where channel = 'SOAP'", 2);
        hub.awaitCount("select count(*) from submission where channel = 'SERVICE'", 1);
        hub.awaitSettled();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void everyReferralOfTheSamplesIsACaseAndTheProviderHasIt() throws IOException {
        String referred = """
                select count(distinct p.id) from event e join participation p on p.id = e.participation_id
                where e.kind = 'REFERRED' and p.programme = '%s' and e.facts ->> 'targetGroup' = '%s'""";
        assertThat(hub.count(referred.formatted("rampen", "PRIMARY"))).isEqualTo(129);
        assertThat(hub.count(referred.formatted("rampen", "RELATIVE"))).isEqualTo(6);
        assertThat(casesAtSind("rampen")).hasSize(135);
        assertThat(hub.count(referred.formatted("stampe", "PRIMARY"))).isEqualTo(30);
        assertThat(casesAtSind("stampe")).hasSize(30);
    }

    @Test
    @Order(1)
    void allProgressOfTheProviderIsTaken() {
        assertThat(hub.count("select count(*) from submission where partner = 'sind' and state = 'PROCESSED'"))
                .isEqualTo(1184);
        assertThat(hub.count(LINES + "partner not in ('odder', 'randers') and outcome in ('WAITING', 'KNOWN')"))
                .isZero();
    }

    @Test
    @Order(1)
    void everyCaseHasItsEventsAndItsStatus() throws IOException {
        List<String> found = CaseBook.of(hub);
        Files.write(Path.of("target/sample-cases.txt"), found);
        assertThat(found)
                .as("where the difference is meant: cp target/sample-cases.txt src/test/resources/golden/")
                .isEqualTo(CaseBook.ofTheSamples());
    }

    @Test
    @Order(1)
    void everyFileIsReceiptedAndThePartnersFolderIsClean() {
        assertThat(names("silkeborg/IND", "*.sftpreceipt")).hasSize(6);
        assertThat(names("silkeborg/IND", "*.kvittering.csv")).hasSize(6);
        assertThat(names("norddjurs/fra_sind", "*.kvittering.xml")).hasSize(6);
        assertThat(names("silkeborg/UD", "*.{csv,trigger}")).isEmpty();
        assertThat(names("silkeborg/UD/behandlet", "*")).hasSize(12);
        assertThat(names("norddjurs/til_sind", "*")).isEmpty();
    }

    @Test
    @Order(1)
    void bothJobcentresHaveAStatusFileThatIsMarkedComplete() throws IOException {
        String csv = only("silkeborg/IND", "status_*.csv");
        assertThat(names("silkeborg/IND", csv + ".trigger")).hasSize(1);
        assertThat(Files.readAllLines(hub.neighbour("silkeborg").resolve("IND/" + csv), WINDOWS_1252))
                .startsWith("Sagsnr;Status;Årsag;Dato;Kontaktperson;Seneste kontakt;Job;Timer/uge;Jobstart")
                .contains("740-2022-00162;TRUKKET;;02-12-2022;;;;;")
                .hasSize(1 + 64);
        String xml = only("norddjurs/fra_sind", "STATUS_*.xml");
        assertThat(names("norddjurs/fra_sind", xml + ".klar_til_processering")).hasSize(1);
        assertThat(read("norddjurs/fra_sind/" + xml)).contains("antal=\"71\"");
    }

    @Test
    @Order(1)
    void theEvaluatorHasAcceptedARelease() {
        assertThat(names("defactum/ind", "rampe_rampen_*")).hasSize(1);
        assertThat(names("defactum/ud", "*.ok")).hasSize(1);
    }

    @Test
    @Order(1)
    void theFiguresOfTheLastDayOfJune2023AreThePublishedOnes() throws IOException {
        JsonNode golden = new JsonMapper().readTree(getClass().getResource("/golden/rampen-2023-06-30.json"));
        Outcome outcome = new Outcome(List.of("707", "740"));
        hub.bean(OutcomeFacts.class)
                .forEach(
                        "rampen",
                        List.of("707", "740"),
                        Long.MAX_VALUE,
                        (municipality, events) ->
                                outcome.add(municipality, Participation.of(events, LAST_DAY, Long.MAX_VALUE)));
        for (String scope : List.of("707", "740", "PROJECT")) {
            Map<String, Integer> counts = new TreeMap<>();
            Stream.of(Figure.values())
                    .filter(Figure::isBaseCount)
                    .forEach(figure ->
                            counts.put(figure.published(), outcome.of(scope).of(figure)));
            Map<String, Integer> published = new TreeMap<>();
            golden.at("/scopes/" + scope)
                    .fields()
                    .forEachRemaining(count ->
                            published.put(count.getKey(), count.getValue().asInt()));
            assertThat(counts).as(scope).hasSize(14).isEqualTo(published);
        }
    }

    @Test
    @Order(1)
    void silkeborgsBadFileIsTakenLineByLineEachBadOneWithItsOwnCode() throws IOException {
        Path receipt = hub.neighbour("silkeborg").resolve("IND/henvisning_20240201_01.csv.kvittering.csv");
        assertThat(Files.readAllLines(receipt, WINDOWS_1252))
                .containsExactly(
                        "Linje;Sagsnr;Resultat;Kode;Felt;Tekst",
                        "2;740-2024-90000;MODTAGET;;;",
                        "3;740-2024-90001;AFVIST;R-1203;Henvist dato;Datoen findes ikke i kalenderen. Skriv dd-mm-åååå.",
                        "4;740-2024-90002;AFVIST;R-1301;Målgruppe;Værdien står ikke i kodelisten målgruppe.",
                        "5;740-2024-90003;MODTAGET;;;",
                        "6;740-2024-90004;AFVIST;R-1001;Personnr;Feltet skal udfyldes.",
                        "7;740-2024-90005;AFVIST;R-1201;Timer/uge;Værdien er ikke et tal. Skriv tallet med cifre.",
                        "8;740-2024-90006;MODTAGET;;;",
                        "9;740-2024-90007;AFVIST;R-1102;Personnr;Personnummeret begynder ikke med en dato, der findes. Ret nummeret.",
                        "10;740-2024-90008;MODTAGET;;;");
        assertThat(read("silkeborg/IND/henvisning_20240201_01.csv.sftpreceipt"))
                .contains("<FileAcceptance>true</FileAcceptance>")
                .contains("9 linjer: 4 modtaget, 5 afvist. Se henvisning_20240201_01.csv.kvittering.csv");
    }

    @Test
    @Order(1)
    void norddjursFileWithAWrongCountIsRefusedWholeAndTheNextLineByLine() {
        assertThat(read("norddjurs/fra_sind/RAMPE_202402010600.xml.kvittering.xml"))
                .contains("leveranceId=\"63029e82-8162-4701-862b-a00efcca2128\"", "udfald=\"AFVIST\"")
                .contains("<Fejl kode=\"R-2001\"")
                .doesNotContain("<Element");
        assertThat(read("norddjurs/fra_sind/RAMPE_202402020600.xml.kvittering.xml"))
                .contains("udfald=\"DELVIST\" antal=\"6\" modtaget=\"4\" afvist=\"2\"")
                .contains("kode=\"R-1301\" felt=\"MaalgruppeKode\"")
                .contains("kode=\"R-1101\" felt=\"PersonCivilRegistrationIdentifier\"");
    }

    @Test
    @Order(1)
    void odderHasPutItsWorkbooksIntoTheDropBoxAndFetchedWhatTheyAreAnsweredWith() throws IOException {
        awaitFetchedByOdder();
        assertThat(names("odder/ind", "*.xlsx")).isEmpty();
        assertThat(names("odder/ind/sent", "*.xlsx")).hasSize(3);
        assertThat(names("odder/kvittering", "*.kvittering.txt")).hasSize(3);
        assertThat(results(WEEK + "48 2017.xlsx", REFERRALS)).hasSize(18).containsOnly("Modtaget");
        assertThat(results(WEEK + "48 2017.xlsx", CHANGES)).containsExactly("Modtaget", "Modtaget");
        assertThat(results(WEEK + "49 2017.xlsx", REFERRALS))
                .containsExactly("Modtaget", "Modtaget med bemærkning", "Modtaget", "Modtaget", "Modtaget");
        assertThat(results(WEEK + "49 2017.xlsx", CHANGES)).containsExactly("Afventer sag", "Afvist");
        List<String> weekLater = results(WEEK + "50 2017.xlsx", REFERRALS);
        assertThat(weekLater.get(0)).as("another telephone number").isEqualTo("Modtaget");
        assertThat(weekLater.subList(1, 18)).containsOnly("Kendt i forvejen");
        assertThat(results(WEEK + "50 2017.xlsx", CHANGES)).containsOnly("Kendt i forvejen");
        String status = only("odder/ud", "Status uge *.xlsx");
        assertThat(Sheets.of(Files.readAllBytes(hub.neighbour("odder").resolve("ud/" + status)))
                        .get("Status"))
                .hasSize(1 + 23);
    }

    @Test
    @Order(1)
    void aarhusHasCalledAndKeepsTheAnswers() {
        await().until(() -> names("aarhus/kald", "*.xml").isEmpty());
        assertThat(names("aarhus/kald/sendt", "*.xml")).hasSize(4);
        String referrals = read("aarhus/svar/20171204-1-henvisninger.xml");
        assertThat(outcomes(referrals)).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED", "REJECTED");
        assertThat(referrals).contains("R-1101", "PersonCivilRegistrationIdentifier", "R-1203", "ReferralDate");
        assertThat(outcomes(read("aarhus/svar/20171211-1-opdateringer.xml"))).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(outcomes(read("aarhus/svar/20171212-1-kvittering.xml"))).isEqualTo(outcomes(referrals));
        assertThat(read("aarhus/svar/20171212-2-status.xml"))
                .contains("A-2017/000411", "A-2017/000412", "A-2017/000413", "A-2017/000414")
                .doesNotContain("A-2017/000415", "727-");
    }

    @Test
    @Order(1)
    void randersHasBeenAskedForItsEventsAndIsToldStatuses() {
        assertThat(hub.count(LINES + "s.name = '4709-4714' and outcome = 'ACCEPTED'"))
                .isEqualTo(5);
        assertThat(hub.count(LINES + "s.name = '4709-4714' and outcome = 'KNOWN'"))
                .as("the hub's own word")
                .isEqualTo(1);
        await().until(() -> hub.count(
                        "select count(*) from delivery where partner = 'randers' and kind = 'STATUS_CALL' and state = 'PENDING'")
                == 0);
        assertThat(names("randers/status", "*.xml"))
                .hasSize(
                        (int)
                                hub.count(
                                        "select count(*) from delivery where partner = 'randers' and kind = 'STATUS_CALL' and state = 'ACCEPTED'"))
                .isNotEmpty();
        assertThat(hub.count("select count(*) from partner_trouble where partner = 'randers'"))
                .isZero();
    }

    @Test
    @Order(1)
    void theConsoleShowsOdderAndHowItIsReached() throws Exception {
        String page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(hub.url("/")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page)
                .containsPattern(
                        "Odder Kommune, jobcenter</span>\\s*<small[^>]*>\\s*<span>Jobcenter</span>\\s*<span>Postkasse</span>\\s*</small>");
    }

    @Test
    @Order(2)
    void aStopAndAStartTakeNothingTwiceAndSendNothingTwice() {
        State before = State.of(hub);
        hub.close();
        hub = Hub.startWhole(work.resolve("data"), NOON);
        // several polls, rounds of the outbox and looks at the timetable
        pause(Duration.ofSeconds(10));

        assertThat(State.of(hub)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void theSameFileUnderAnotherNameIsADuplicateAndIsToldSo() throws IOException {
        long events = hub.count("select count(*) from event");
        byte[] content = Files.readAllBytes(SAMPLES.resolve("silkeborg/UD/henvisning_20231201_01.csv"));
        Jobcentres.silkeborg(hub, "henvisning_20231202_01.csv", content, "5d6ec0a4-9d0e-4bb5-8c50-1d5b5f1b0001");

        hub.awaitCount("select count(*) from submission where state = 'DUPLICATE'", 1);
        hub.awaitSettled();
        assertThat(hub.count("select count(*) from event")).isEqualTo(events);
        assertThat(read("silkeborg/IND/henvisning_20231202_01.csv.sftpreceipt"))
                .contains("Filen er modtaget før; intet er ændret.");
        assertThat(lines("henvisning_20231202_01.csv"))
                .containsExactly(
                        "Linje;Sagsnr;Resultat;Kode;Felt;Tekst",
                        ";;KENDT I FORVEJEN;R-2101;;\"Filen er modtaget før; intet er ændret.\"");
    }

    @Test
    @Order(4)
    void oneChangedLineIsOneCorrectionAndTheOthersAreKnown() throws IOException {
        String original = Files.readString(SAMPLES.resolve("silkeborg/UD/henvisning_20231201_01.csv"), WINDOWS_1252);
        long events = hub.count("select count(*) from event");
        long cases = casesAtSind("rampen").size();

        String newId = "5d6ec0a4-9d0e-4bb5-8c50-1d5b5f1b0002";
        Jobcentres.silkeborg(
                hub,
                "henvisning_20231203_01.csv",
                original.replace("27374369", "27374300").getBytes(WINDOWS_1252),
                newId);
        hub.awaitCount(LINES + "partner = 'silkeborg' and outcome = 'KNOWN'", 7);
        Jobcentres.silkeborg(
                hub,
                "henvisning_20231204_01.csv",
                original.replace("27374369", "27374301").getBytes(WINDOWS_1252),
                newId);
        hub.awaitCount(LINES + "partner = 'silkeborg' and outcome = 'KNOWN'", 14);
        hub.awaitSettled();

        assertThat(hub.count("select count(*) from event")).isEqualTo(events + 2);
        assertThat(casesAtSind("rampen")).hasSize((int) cases);
        assertThat(lines("henvisning_20231203_01.csv"))
                .filteredOn(line -> line.contains(";MODTAGET;"))
                .hasSize(1);
        assertThat(read("silkeborg/IND/henvisning_20231204_01.csv.sftpreceipt")).contains("7 kendt i forvejen");
    }

    @Test
    @Order(4)
    void whatIsLaidInAarhusFolderIsSentAsItIsAndAnsweredAlsoWhenItIsNoCall() throws IOException {
        Path calls = hub.neighbour("aarhus").resolve("kald");
        Files.writeString(calls.resolve("a.xml"), "<SubmitReferral");
        Files.copy(calls.resolve("sendt/20171204-1-henvisninger.xml"), calls.resolve("b.xml"));

        await().until(() -> Files.exists(calls.resolve("sendt/b.xml")));
        assertThat(read("aarhus/svar/a.xml")).contains("<FaultCode>MALFORMED<");
        assertThat(read("aarhus/svar/b.xml"))
                .as("the first answer again")
                .isEqualTo(read("aarhus/svar/20171204-1-henvisninger.xml"));
    }

    @Test
    @Order(4)
    void aWorkbookThatIsLaidInOddersFolderIsSentAndEveryRowOfItIsKnown() throws IOException {
        long events = hub.count("select count(*) from event");
        Files.write(
                hub.neighbour("odder").resolve("ind/" + WEEK + "51 2017.xlsx"),
                savedAgain(SAMPLES.resolve("odder/ind/" + WEEK + "50 2017.xlsx")));

        hub.awaitCount("select count(*) from submission where partner = 'odder' and state not in ('STORED')", 4);
        awaitFetchedByOdder();
        assertThat(results(WEEK + "51 2017.xlsx", REFERRALS)).hasSize(18).containsOnly("Kendt i forvejen");
        assertThat(results(WEEK + "51 2017.xlsx", CHANGES)).hasSize(2).containsOnly("Kendt i forvejen");
        assertThat(hub.count("select count(*) from event")).isEqualTo(events);
    }

    @Test
    @Order(5)
    void noPersonNumberStandsInClearWhereItDoesNotBelong() throws Exception {
        PersonNumbers numbers = PersonNumbers.of(
                SAMPLES.resolve("silkeborg"),
                SAMPLES.resolve("norddjurs"),
                SAMPLES.resolve("odder"),
                SAMPLES.resolve("aarhus"));
        assertThat(numbers.count()).isGreaterThan(150);
        assertThat(numbers.inTables(hub)).isEmpty();
        assertThat(numbers.isIn(Files.readString(work.resolve("data.log")))).isFalse();
        assertThat(State.files(work))
                .noneMatch(file -> numbers.isIn(file.getFileName().toString()));

        hub.close();
        Pattern caseToTheProvider = Pattern.compile("\"identifier\":\\{\"value\":\"\\d{10}\"");
        for (Path file : State.files(work.resolve("data/hub"))) {
            assertThat(numbers.isIn(Files.readAllBytes(file), caseToTheProvider))
                    .as(file.toString())
                    .isFalse();
        }
        for (String neighbour : List.of("silkeborg/IND", "norddjurs/fra_sind", "aarhus/svar", "defactum")) {
            for (Path file : State.files(work.resolve("data/sandbox/" + neighbour))) {
                assertThat(numbers.isIn(Files.readString(file, WINDOWS_1252)))
                        .as(file.toString())
                        .isFalse();
            }
        }
        hub = Hub.startWhole(work.resolve("data"), NOON);
    }

    private static Set<String> casesAtSind(String programme) throws IOException {
        JsonMapper json = new JsonMapper();
        Set<String> cases = new HashSet<>();
        for (Path file : State.files(hub.neighbour("sind").resolve("cases"))) {
            JsonNode message = json.readTree(file.toFile());
            if (message.path("programme").asText().equals(programme)) {
                cases.add(message.path("participationId").asText());
            }
        }
        return cases;
    }

    /** Of the items of a receipt that Aarhus got. */
    private static List<String> outcomes(String answer) {
        return Pattern.compile("<ItemOutcomeCode>(\\w+)<")
                .matcher(answer)
                .results()
                .map(outcome -> outcome.group(1))
                .toList();
    }

    /** What Odder reads in the column Resultat. */
    private static List<String> results(String workbook, String sheet) throws IOException {
        byte[] receipt =
                Files.readAllBytes(hub.neighbour("odder").resolve("kvittering/" + workbook + ".kvittering.xlsx"));
        List<List<String>> rows = Sheets.of(receipt).get(sheet);
        int result = rows.get(0).indexOf("Resultat");
        return rows.stream().skip(1).map(row -> row.get(result)).toList();
    }

    /** The same workbook as another file, which is what a spreadsheet makes of it. */
    private static byte[] savedAgain(Path workbook) throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(Files.newInputStream(workbook));
                ZipOutputStream to = new ZipOutputStream(saved)) {
            to.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry part = from.getNextEntry(); part != null; part = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(part.getName()));
                from.transferTo(to);
            }
        }
        return saved.toByteArray();
    }

    /** Odder has everything that the hub has laid there for it, and the hub knows. */
    private static void awaitFetchedByOdder() throws IOException {
        hub.awaitCount("""
                select count(*) from delivery
                where partner = 'odder' and kind <> 'STATUS' and (state <> 'SENT' or fetched_at is null)""", 0);
        assertThat(State.files(work.resolve("data/dropbox/odder/home"))).isEmpty();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(hub.neighbour("silkeborg").resolve("IND/" + file + ".kvittering.csv"), WINDOWS_1252);
    }

    private static String read(String path) {
        try {
            return Files.readString(hub.neighbour("").resolve(path), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(path + " is not there", e);
        }
    }

    private static String only(String folder, String glob) {
        List<String> names = names(folder, glob);
        assertThat(names).hasSize(1);
        return names.get(0);
    }

    private static List<String> names(String folder, String glob) {
        try (var found = Files.newDirectoryStream(hub.neighbour("").resolve(folder), glob)) {
            return StreamSupport.stream(found.spliterator(), false)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder + " is not there", e);
        }
    }

    private static void pause(Duration length) {
        await().pollDelay(length).atMost(length.plusSeconds(5)).until(() -> true);
    }
}
