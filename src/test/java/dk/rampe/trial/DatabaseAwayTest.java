package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed, cannot be had, or has no room, while files and events come in; one hub for all of it. */
class DatabaseAwayTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 18, 12, 0);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final int CASES = 60;
    private static final int EVENTS = 20;
    private static final String TOLD = "the database does not do its work";
    private static final String TOLD_AGAIN = "the database does its work again";

    @TempDir
    static Path work;

    private static SmallDisk hubsDisk;
    private static Surroundings surroundings;
    private static HubProcess hub;
    private static Workload workload;

    @BeforeAll
    static void start() throws Exception {
        Path temporary = Files.createDirectory(work.resolve("temporary"));
        if (SmallDisk.canBeMade()) {
            hubsDisk = SmallDisk.mount(temporary, 16);
        }
        surroundings = Surroundings.start(work.resolve("data"), "--rampe.sandbox.samples=false");
        hub = HubProcess.launch(
                surroundings,
                List.of("-Djava.io.tmpdir=" + temporary),
                NOON,
                "--logging.file.name=" + temporary.resolve("hub.log"));
        hub.awaitReady();
        workload = new Workload(surroundings);
    }

    @AfterAll
    static void stop() throws Exception {
        try (SmallDisk disk = hubsDisk;
                Surroundings all = surroundings;
                HubProcess last = hub) {
            // the other way round
        }
    }

    /** Of what another trial did, too. */
    @BeforeEach
    void isWell() {
        awaitAllIsWell();
    }

    @AfterEach
    void nothingIsLostOrDoubled() {
        workload.awaitWorkedThrough(Duration.ofMinutes(2));
        workload.assertOneEffectEach();
    }

    @Test
    void aDatabaseThatIsKilledAgainAndAgainLosesNothingAndDoublesNothing() throws Exception {
        int kills = Form.of(3, 20);
        DatabaseServer server = new DatabaseServer(surroundings);
        int linesBefore = troubleTold();
        for (int kill = 0; kill < kills; kill++) {
            long before = workload.casesSent();
            workload.referrals(CASES);
            workload.conversations(EVENTS);
            await().atMost(Duration.ofSeconds(60)).pollInterval(OFTEN).until(() -> workload.casesSent() > before);
            if (kill % 2 == 0) {
                server.kill();
            } else {
                server.shutDownImmediately();
            }
            workload.referrals(1);
            server.start();
        }
        nothingIsLostOrDoubled();
        int lines = troubleTold() - linesBefore;
        assertThat(lines).as("lines of the log").isLessThanOrEqualTo(6 * kills);
        Reliability.held(
                Promise.DATABASE,
                "PostgreSQL is killed (kill -9, immediate shutdown) while files and events come in, and started again",
                kills + " times",
                "%d files, %d cases, %d events: one effect each; %d files told as repeated; %d warnings"
                        .formatted(workload.files(), workload.cases(), workload.events(), workload.repeated(), lines));
    }

    @Test
    @EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "half a minute: in the long form")
    void whenAllConnectionsAreTakenFilesStayAndAnAlarmIsGiven() throws Exception {
        Instant begin = Instant.now();
        List<Connection> taken = takeAllConnections();
        try {
            workload.referrals(CASES);
            workload.conversations(EVENTS);
            awaitAlarm();
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        Duration away = Duration.between(begin, Instant.now());
        nothingIsLostOrDoubled();
        awaitAllIsWell();
        Reliability.held(
                Promise.DATABASE,
                "all connections of PostgreSQL are taken by others, the hub's own are closed",
                "%d connections, for %d s".formatted(taken.size(), away.toSeconds()),
                "files stay at the partner, one warning, health DOWN; afterwards one effect each, by itself");
    }

    @Test
    void whenTheDatabasesDiskIsFullFilesStayAndAnAlarmIsGiven() throws Exception {
        assumeTrue(SmallDisk.canBeMade(), "NOT TRIED: only root can make a small disk to fill");
        try (SmallDisk disk = SmallDisk.mount(work.resolve("tables"), 48)) {
            surroundings
                    .sql()
                    .sql("create tablespace small location '" + disk.folder() + "'")
                    .update();
            moveTables("pg_default", "small");
            disk.fill();
            int told = count(TOLD);
            workload.referrals(CASES * 4);
            workload.conversations(EVENTS);
            awaitAlarm();
            assertThat(count(TOLD)).isEqualTo(told + 1);
            assertThat(disk.free()).isZero();
            disk.empty();
            nothingIsLostOrDoubled();
            awaitAllIsWell();
            moveTables("small", "pg_default");
            surroundings.sql().sql("drop tablespace small").update();
        }
        Reliability.held(
                Promise.DATABASE,
                "the disk of PostgreSQL's tables is full (a tablespace of 48 MB in memory)",
                "once",
                "files stay at the partner, one warning, health DOWN; with room again one effect each, by itself");
    }

    @Test
    @EnabledIfSystemProperty(named = "long-forms", matches = "true", disabledReason = "half a minute: in the long form")
    void whenTheHubsOwnDiskIsFullItGoesOn() throws Exception {
        assumeTrue(SmallDisk.canBeMade(), "NOT TRIED: only root can make a small disk to fill");
        hubsDisk.fill();
        workload.referrals(CASES);
        workload.conversations(EVENTS);
        nothingIsLostOrDoubled();
        assertThat(hubsDisk.free()).isZero();
        hubsDisk.empty();
        Reliability.held(
                Promise.DATABASE,
                "the disk of the hub's temporary files and its log is full; nothing is spooled there",
                "once",
                "files and events are taken all the same: they go straight into the database");
    }

    /** The hub's too, until it has none and there is none. */
    private static List<Connection> takeAllConnections() {
        List<Connection> taken = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    try {
                        taken.add(surroundings.connection());
                        return false;
                    } catch (SQLException none) {
                        return endHubsConnections(taken.get(0)) == 0;
                    }
                });
        return taken;
    }

    /** @return how many there were */
    private static int endHubsConnections(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var ended = statement.executeQuery("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where application_name = 'rampe'""")) {
            ended.next();
            return ended.getInt(1);
        }
    }

    private static void moveTables(String from, String to) {
        for (String what : List.of("table", "index")) {
            surroundings
                    .sql()
                    .sql("alter %s all in tablespace %s set tablespace %s".formatted(what, from, to))
                    .update();
        }
    }

    private static void awaitAlarm() {
        await("health is DOWN")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> health() == 503);
        assertThat(hub.log()).contains(TOLD);
        assertThat(workload.waiting()).as("files at the partner").isPositive();
    }

    /** Which takes a while to be sure of. */
    private static void awaitAllIsWell() {
        await().atMost(Duration.ofSeconds(60)).until(() -> health() == 200 && count(TOLD_AGAIN) == count(TOLD));
    }

    private static int health() throws IOException, InterruptedException {
        URI health = URI.create("http://localhost:" + hub.port() + "/actuator/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static int count(String text) {
        return hub.log().split(text, -1).length - 1;
    }

    private static int troubleTold() {
        return (int) hub.log()
                .lines()
                .filter(line -> line.matches("\\S+ (WARN|ERROR).*"))
                .count();
    }
}
