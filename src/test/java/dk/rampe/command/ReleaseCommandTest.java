package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.outcome.OutcomeRelease;
import dk.rampe.participation.Story;
import dk.rampe.participation.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReleaseCommandTest {

    private static TestDatabase database;
    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void storeTwelveCases() throws Exception {
        database = new TestDatabase();
        for (int i = 0; i < 12; i++) {
            database.store(
                    "707", "case " + i, "rampen", Story.primary("2023-01-10").events());
        }
        database.store("707", "later", "rampen", Story.primary("2023-07-01").events());
        try (Connection connection = database.dataSource().getConnection()) {
            url = connection.getMetaData().getURL();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void aReleaseIsWrittenIntoAFolderAndStoredNowhere() throws Exception {
        Run run = releaseOfTheDatabaseIn("--spring.datasource.url=" + url, "--spring.datasource.username=postgres");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        Path release = Path.of(run.result().strip());
        assertThat(release.getParent()).isEqualTo(folder.resolve("out"));
        assertThat(release.getFileName().toString()).matches("rampe_rampen_2023-06-30_[0-9a-f-]{36}");
        assertThat(Files.readAllLines(release.resolve("indicators.csv")))
                .contains("rampen,707,referred,12,,,,,,false,2023-06-30");
        assertThat(names(release))
                .containsExactly("README.txt", "datapackage.json", "indicators.csv", "reconciliation.csv");
        assertThat(names(release.getParent()))
                .containsExactly(release.getFileName().toString());
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("select count(*) from release")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theDatabaseOfASandboxThatRunsHereIsFound() throws Exception {
        writeConnections(folder.resolve("data").resolve("sandbox").resolve("hub.properties"), url);
        assertThat(releaseOfTheDatabaseIn("--rampe.sandbox.folder=" + folder.resolve("data"))
                        .exit())
                .isEqualTo(Exit.DONE);
    }

    @Test
    void theDatabaseOfAFileThatIsNamedComesFirst() throws Exception {
        Path file = writeConnections(folder.resolve("other.properties"), url);
        assertThat(releaseOfTheDatabaseIn(
                                "--spring.datasource.url=jdbc:postgresql://localhost:1/rampe", "--hub", file.toString())
                        .exit())
                .isEqualTo(Exit.DONE);
    }

    @Test
    void whereNothingNamesADatabaseThatIsSaid() throws Exception {
        String elsewhere = "--rampe.sandbox.folder=" + folder.resolve("nothing");
        assertNotDone(releaseOfTheDatabaseIn(elsewhere), "Nothing says where");
        assertNotDone(releaseOfTheDatabaseIn("--hub", folder.resolve("nothing").toString()), "tells of no database");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaid() throws Exception {
        Path file = writeConnections(folder.resolve("gone.properties"), "jdbc:postgresql://localhost:1/rampe");
        assertNotDone(releaseOfTheDatabaseIn("--hub", file.toString()), "gone.properties names cannot be reached");
    }

    @Test
    void aDatabaseThatIsNoHubsIsSaid() throws Exception {
        JdbcClient.create(database.dataSource()).sql("create database other").update();
        Path file =
                writeConnections(folder.resolve("other.properties"), url.replaceFirst("/[^/?]*(\\?|$)", "/other$1"));
        assertNotDone(releaseOfTheDatabaseIn("--hub", file.toString()), "cannot be used (42P01)");
    }

    @Test
    void aProgrammeNobodyRunsIsSaid() {
        Run run = Run.of(
                new ReleaseCommand(), "release", "--programme", "nosuch", "--as-of", "2023-06-30", "--to", "out");
        assertNotDone(run, "no programme 'nosuch' in config/; there are rampen, stampe");
    }

    @Test
    void aDateThatIsNoneIsMisuse() {
        Run run = Run.of(
                new ReleaseCommand(), "release", "--programme", "rampen", "--as-of", "30-06-2023", "--to", "out");
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains("no date", "Usage: release --programme");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        OutcomeRelease release = new OutcomeRelease(
                UUID.randomUUID(),
                null,
                "rampen",
                LocalDate.of(2023, 6, 30),
                1,
                Instant.EPOCH,
                null,
                Map.of("README.txt", "new".getBytes(StandardCharsets.UTF_8)));
        Path there = Files.createDirectory(folder.resolve(release.folder()));
        assertThatThrownBy(() -> ReleaseFolder.write(release, folder))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("is there already");
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void whereNoFolderCanBeMadeThatIsSaid() throws Exception {
        Files.writeString(folder.resolve("out"), "a file");
        Run run = releaseOfTheDatabaseIn("--spring.datasource.url=" + url, "--spring.datasource.username=postgres");
        assertNotDone(run, "cannot be written to");
    }

    private Run releaseOfTheDatabaseIn(String... told) {
        List<String> args = new ArrayList<>(List.of("release", "--programme", "rampen", "--as-of=2023-06-30"));
        args.addAll(List.of("--to", folder.resolve("out").toString()));
        args.addAll(List.of(told));
        return Run.of(new ReleaseCommand(), args.toArray(String[]::new));
    }

    private static void assertNotDone(Run run, String sentence) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks().lines()).hasSize(1);
        assertThat(run.remarks()).contains(sentence);
    }

    private static Path writeConnections(Path file, String url) throws IOException {
        Properties connections = new Properties();
        connections.setProperty("spring.datasource.url", url);
        connections.setProperty("spring.datasource.username", "postgres");
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            connections.store(out, null);
        }
        return file;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
