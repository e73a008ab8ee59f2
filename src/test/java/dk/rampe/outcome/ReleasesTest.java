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
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
        assertThat(text(release, "README.txt")).contains("68, heraf 6 skjulte", "afkortet", "primære skjulning");
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
        OutcomeRelease again = releases.compute("rampen", LAST_DAY, release.known(), release.id(), release.madeAt());
        assertThat(again.files()).containsOnlyKeys(release.files().keySet());
        again.files().forEach((name, content) -> assertThat(content)
                .isEqualTo(release.files().get(name)));
        assertThat(text(releases.compute("rampen", LAST_DAY), "indicators.csv"))
                .isNotEqualTo(text(release, "indicators.csv"));
        forget(told);
    }

    @Test
    void whatIsOnlyComputedIsKeptNowhere() {
        long before = count("release");
        releases.compute("rampen", LAST_DAY);
        assertThat(count("release")).isEqualTo(before);
    }

    @Test
    void aProgrammeNobodyRunsIsRefused() {
        assertThatThrownBy(() -> releases.compute("nosuch", LAST_DAY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMunicipalityIsInNoReleaseBeforeItsInstruction() {
        OutcomeRelease early = releases.compute(
                "rampen", LAST_DAY, Long.MAX_VALUE, UUID.randomUUID(), Instant.parse("2020-09-30T10:00:00Z"));
        assertThat(text(early, "indicators.csv")).doesNotContain("rampen,707").contains("rampen,740");
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
