package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.RampeApplication;
import dk.rampe.participation.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Commands as they run for an operator: in a process of their own, in a folder with no more than {@code config/}. */
class MainTest {

    private static final Path SAMPLE =
            Path.of("src", "main", "resources", "sandbox", "silkeborg", "UD", "henvisning_20240201_01.csv");

    @TempDir
    Path working;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void layOut() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("config"), working.resolve("config"));
        Files.copy(SAMPLE, working.resolve(SAMPLE.getFileName()));
    }

    @Test
    void checkPrintsTheReceiptAndTouchesNothingWhateverTheProfile() throws Exception {
        List<Path> before = tree();
        Ended ended = main("--spring.profiles.active=sandbox", "check", "silkeborg", "henvisning_20240201_01.csv");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.result().lines()).hasSize(10).contains("2;740-2024-90000;MODTAGET;;;");
        assertThat(ended.result()).contains("Målgruppe");
        assertThat(ended.remarks()).endsWith("9 linjer: 4 modtaget, 5 afvist.\n");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void releaseNeedsADatabaseAndNothingElse() throws Exception {
        try (TestDatabase database = new TestDatabase();
                Connection connection = database.dataSource().getConnection()) {
            Ended ended = main(
                    "release",
                    "--programme=rampen",
                    "--as-of=2023-06-30",
                    "--to=" + elsewhere,
                    "--spring.datasource.url=" + connection.getMetaData().getURL(),
                    "--spring.datasource.username=postgres");
            assertThat(ended.code()).isZero();
            assertThat(Path.of(ended.result().strip()).resolve("indicators.csv"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void anUnknownCommandStartsNoHub() throws Exception {
        assertThat(main("chek", "silkeborg").code()).isEqualTo(2);
    }

    private record Ended(int code, String result, String remarks) {}

    private Ended main(String... args) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(), "-cp", System.getProperty("java.class.path"), RampeApplication.class.getName()));
        command.addAll(List.of(args));
        Path result = elsewhere.resolve("result.txt");
        Path remarks = elsewhere.resolve("remarks.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectOutput(result.toFile())
                .redirectError(remarks.toFile());
        builder.environment().put("SPRING_PROFILES_ACTIVE", "sandbox");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(result, StandardCharsets.UTF_8),
                Files.readString(remarks, StandardCharsets.UTF_8));
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> files = Files.walk(working)) {
            return files.sorted().toList();
        }
    }
}
