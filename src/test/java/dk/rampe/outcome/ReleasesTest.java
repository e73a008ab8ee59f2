package dk.rampe.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Story;
import dk.rampe.participation.TestDatabase;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ReleasesTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static TransactionTemplate transactions;
    private static OutcomeRole role;
    private static OutcomeFacts facts;
    private static Releases releases;

    @BeforeAll
    static void storeTheSampleCases() throws Exception {
        database = new TestDatabase();
        jdbc = JdbcClient.create(database.dataSource());
        DataSourceTransactionManager manager = new DataSourceTransactionManager(database.dataSource());
        transactions = new TransactionTemplate(manager);
        role = new OutcomeRole(jdbc, manager);
        facts = new OutcomeFacts(database.dataSource(), role);
        releases = new Releases(
                settings(), facts, new ReleaseStore(jdbc, role), Clock.system(ZoneId.of("Europe/Copenhagen")));
        for (Map.Entry<String, List<Event>> sample : SampleCases.events().entrySet()) {
            database.store(sample.getKey().substring(0, 3), sample.getKey(), "rampen", sample.getValue());
        }
        database.store(
                "730", "not instructed", "rampen", Story.primary("2023-01-10").events());
        database.store(
                "740", "other programme", "stampe", Story.primary("2023-01-10").events());
    }

    @BeforeEach
    void nothingHasBeenSent() {
        jdbc.sql("truncate release, release_file, release_showing").update();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void theFirstReleaseOfTheSamplesIsThePublishedOneAndIsKept() throws Exception {
        OutcomeRelease release = releases.make("rampen", LAST_DAY);
        assertThat(text(release, "indicators.csv"))
                .isEqualTo(new String(
                        getClass().getResourceAsStream("first-release.csv").readAllBytes(), StandardCharsets.UTF_8));
        assertThat(text(release, "README.txt")).contains("68, heraf 8 skjulte", "afkortet", "første udgivelse");
        assertThat(release.folder()).isEqualTo("rampe_rampen_2023-06-30_" + release.id());
        assertThat(jdbc.sql("select content from release_file where release_id = :id and name = 'indicators.csv'")
                        .param("id", release.id())
                        .query((row, number) -> row.getBytes(1))
                        .single())
                .isEqualTo(release.files().get("indicators.csv"));
    }

    @Test
    void aReleaseCanBeWorkedOutAgainToTheByteWhateverWasToldSince() throws Exception {
        OutcomeRelease release = releases.make("rampen", LAST_DAY);
        UUID told = database.store(
                "707",
                "told since " + UUID.randomUUID(),
                "rampen",
                Story.primary("2023-01-10").events());
        releases.make("rampen", LAST_DAY.plusDays(1));
        assertThat(releases.rework(release.id()).orElseThrow().isTheSame()).isTrue();
        assertThat(text(releases.preview("rampen", LAST_DAY), "indicators.csv"))
                .isNotEqualTo(text(release, "indicators.csv"));
        forget(told);
    }

    @Test
    void aQuietNightRepeatsEveryRowWithItsDateAndSaysSo() {
        OutcomeRelease first = releases.make("rampen", LAST_DAY);
        OutcomeRelease quiet = releases.make("rampen", LAST_DAY.plusDays(1));
        assertThat(quiet.files().get("indicators.csv")).isEqualTo(first.files().get("indicators.csv"));
        assertThat(text(quiet, "README.txt"))
                .contains("alle rækker gentager forrige", first.id().toString());
        assertThat(text(quiet, "datapackage.json"))
                .contains("\"state\" : \"QUIET\"", "\"previousReleaseId\" : \"" + first.id());
        assertThat(text(quiet, "reconciliation.csv"))
                .contains("rampen,707,participants,36,2023-06-30,36,2023-06-30,0,0,0,0\n")
                .contains("rampen,707,positiveAnswers,,,,,,,,\n");
        assertThat(count("release_showing")).isEqualTo(3 * RowGroup.values().length);
    }

    @Test
    void fourWhoCameDoNotMoveTheirMunicipalityTheFifthDoes() throws Exception {
        OutcomeRelease first = releases.make("rampen", LAST_DAY);
        List<UUID> came = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            came.add(newcomer(i));
        }
        OutcomeRelease quiet = releases.make("rampen", LAST_DAY.plusDays(1));
        assertThat(quiet.files().get("indicators.csv")).isEqualTo(first.files().get("indicators.csv"));
        came.add(newcomer(4));
        OutcomeRelease moved = releases.make("rampen", LAST_DAY.plusDays(2));
        assertThat(text(moved, "indicators.csv"))
                .contains("rampen,707,participants,41,,,,,,false,2023-07-02\n")
                .contains("rampen,707,primaryInWork,14,29,48,,,DOWN,false,2023-06-30\n")
                .contains("rampen,740,participants,32,,,,,,false,2023-06-30\n")
                .contains("rampen,PROJECT,participants,73,,,,,,false,2023-07-02\n");
        assertThat(text(moved, "reconciliation.csv"))
                .contains("rampen,707,participants,36,2023-06-30,41,2023-07-02,5,5,0,0\n");
        came.forEach(ReleasesTest::forget);
    }

    @Test
    void aReleaseThatWouldTellTooMuchIsTheOneBeforeWithANotice() {
        OutcomeRelease first = releases.make("rampen", LAST_DAY);
        jdbc.sql(
                        "update release_showing set persons = persons || '{\"COMPLETED\": 38}' where scope = 'PROJECT' and rows = 'ADMISSION'")
                .update();
        OutcomeRelease repeated = releases.make("rampen", LAST_DAY.plusDays(1));
        assertThat(repeated.unsafe()).isEqualTo("PROJECT completed");
        assertThat(text(repeated, "README.txt")).contains("BEMÆRK", first.id().toString());
        assertThat(text(repeated, "datapackage.json")).contains("\"state\" : \"REPEATED\"");
        assertThat(text(repeated, "reconciliation.csv")).doesNotContain("unsafe");
    }

    @Test
    void whatIsOnlyComputedIsKeptNowhere() {
        long before = count("release");
        releases.preview("rampen", LAST_DAY);
        assertThat(count("release")).isEqualTo(before);
    }

    @Test
    void aProgrammeNobodyRunsIsRefused() {
        assertThatThrownBy(() -> releases.preview("nosuch", LAST_DAY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMunicipalityIsInNoReleaseBeforeItsInstruction() {
        Clock early = Clock.fixed(Instant.parse("2020-09-30T10:00:00Z"), ZoneId.of("Europe/Copenhagen"));
        OutcomeRelease release =
                new Releases(settings(), facts, new ReleaseStore(jdbc, role), early).preview("rampen", LAST_DAY);
        assertThat(text(release, "indicators.csv")).doesNotContain("rampen,707").contains("rampen,740");
    }

    @Test
    void outcomeWorkCannotLookIntoTheVault() {
        assertThatThrownBy(() -> role.reading(() ->
                        jdbc.sql("select count(*) from vault.entry").query().singleValue()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aSurroundingTransactionGetsItsOwnRoleBackAndDecides() {
        long before = count("release");
        transactions.executeWithoutResult(status -> {
            releases.make("rampen", LAST_DAY);
            assertThat(jdbc.sql("select count(*) from vault.entry")
                            .query(Long.class)
                            .single())
                    .isZero();
            status.setRollbackOnly();
        });
        assertThat(count("release")).isEqualTo(before);
    }

    @Test
    void theBoundaryWaitsForEventsThatAreBeingTakenIn() throws Exception {
        UUID slow = database.store("707", "slow", "stampe", List.of());
        try (Connection intake = database.dataSource().getConnection()) {
            intake.setAutoCommit(false);
            try (Statement lock = intake.createStatement()) {
                lock.execute("select pg_advisory_xact_lock_shared(" + EventLog.ORDER_LOCK + ")");
            }
            TestDatabase.append(intake, slow, Story.primary("2023-01-10").events());
            database.store(
                    "707", "overtakes", "stampe", Story.primary("2023-01-10").events());
            CompletableFuture<Long> boundary = CompletableFuture.supplyAsync(facts::boundary);
            Awaitility.await().until(ReleasesTest::somebodyWaitsForTheLock);
            assertThat(boundary).isNotDone();
            TestDatabase.append(
                    intake,
                    slow,
                    Story.primary("2023-01-10")
                            .tell(Kind.STARTED, "2023-02-01")
                            .events()
                            .subList(1, 2));
            intake.commit();
            assertThat(boundary.get(20, TimeUnit.SECONDS))
                    .isEqualTo(jdbc.sql("select max(number) from event")
                            .query(Long.class)
                            .single());
        }
    }

    private static boolean somebodyWaitsForTheLock() {
        return jdbc.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    private static long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static UUID newcomer(int number) throws SQLException {
        return database.store(
                "707",
                "newcomer " + number,
                "rampen",
                Story.primary("2023-07-01").events());
    }

    private static void forget(UUID participation) {
        jdbc.sql("delete from event where participation_id = :id")
                .param("id", participation)
                .update();
    }

    private static String text(OutcomeRelease release, String file) {
        return new String(release.files().get(file), StandardCharsets.UTF_8);
    }

    private static HubSettings settings() {
        return new HubSettings(
                Map.of(
                        "norddjurs", jobcentre("707", new Partner.Instruction("A", LocalDate.of(2020, 10, 1))),
                        "silkeborg", jobcentre("740", new Partner.Instruction("B", LocalDate.of(2020, 9, 1))),
                        "randers", jobcentre("730", null)),
                Map.of("rampen", SampleOutcome.RAMPEN),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Partner jobcentre(String municipality, Partner.Instruction instruction) {
        return new Partner(
                "Jobcentre",
                Partner.Role.JOBCENTRE,
                municipality,
                List.of("rampen"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                instruction);
    }
}
