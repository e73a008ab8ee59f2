package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class RestartTest {

    @TempDir
    Path folder;

    @Test
    void aSecondStartFindsWhatTheFirstLeft() throws Exception {
        SandboxFolders folders;
        String hostKey;
        Path sample;
        try (ConfigurableApplicationContext first = RunningSandbox.start(folder)) {
            folders = first.getBean(SandboxFolders.class);
            hostKey = hostKey(folders);
            sample = folders.neighbour("silkeborg").resolve("UD/henvisning_20211231_01.csv");
            Files.delete(sample);
            execute(first, "create table kept as select 'safe' as word");
            assertThat(query(first, "show fsync")).isEqualTo("on");
            assertThat(query(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(first, "select lower('ÆØÅ')")).isEqualTo("æøå");
        }
        assertThat(folders.postgres().resolve("postmaster.pid")).doesNotExist();
        try (ConfigurableApplicationContext second = RunningSandbox.start(folder)) {
            assertThat(query(second, "select word from kept")).isEqualTo("safe");
            assertThat(hostKey(folders)).isEqualTo(hostKey);
            assertThat(sample).doesNotExist();
        }
    }

    @Test
    void theDatabaseOfAKilledHubIsStoppedAndItsCommitsAreThere() throws Exception {
        SandboxFolders folders = new SandboxFolders(folder);
        Process hub = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunningSandbox.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle postmaster;
        try (BufferedReader output = hub.inputReader()) {
            assertThat(output.lines().anyMatch("running"::equals)).isTrue();
            try (Connection connection = connect(folders)) {
                connection.createStatement().execute("create table kept as select 'safe' as word");
            }
            postmaster = postmaster(folders);
        } finally {
            hub.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(postmaster.isAlive()).isTrue();
        try (ConfigurableApplicationContext next = RunningSandbox.start(folder)) {
            await().until(() -> !postmaster.isAlive());
            assertThat(query(next, "select word from kept")).isEqualTo("safe");
        }
    }

    @Test
    void aDatabaseWhoseMakingWasCutShortIsMadeAgain() throws Exception {
        SandboxFolders folders = new SandboxFolders(folder);
        Files.createDirectories(folders.postgres());
        Files.createFile(folders.postgres().resolve("postgresql.conf"));
        try (ConfigurableApplicationContext context = RunningSandbox.start(folder, "--rampe.sandbox.samples=false")) {
            assertThat(query(context, "select 'works'")).isEqualTo("works");
            assertThat(folders.neighbour("silkeborg").resolve("UD/henvisning_20211231_01.csv"))
                    .doesNotExist();
        }
    }

    private static ProcessHandle postmaster(SandboxFolders folders) throws IOException {
        String id = Files.readAllLines(folders.postgres().resolve("postmaster.pid"))
                .get(0)
                .strip();
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    }

    private static String hostKey(SandboxFolders folders) throws IOException {
        String line = Files.readString(folders.knownHosts("silkeborg"));
        return line.substring(line.indexOf(' '));
    }

    private static Connection connect(SandboxFolders folders) throws IOException, SQLException {
        Properties connections = new Properties();
        try (var in = Files.newInputStream(folders.connections())) {
            connections.load(in);
        }
        return DriverManager.getConnection(
                connections.getProperty("spring.datasource.url"),
                connections.getProperty("spring.datasource.username"),
                connections.getProperty("spring.datasource.password"));
    }

    private static void execute(ConfigurableApplicationContext context, String sql) throws Exception {
        try (Connection connection = connect(context.getBean(SandboxFolders.class))) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(ConfigurableApplicationContext context, String sql) throws Exception {
        try (Connection connection = connect(context.getBean(SandboxFolders.class));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
