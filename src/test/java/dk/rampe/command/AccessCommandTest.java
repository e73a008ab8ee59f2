package dk.rampe.command;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

class AccessCommandTest {

    private static final String CASE = caseNumber(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @TempDir
    Path folder;

    @BeforeEach
    void aCase() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
    }

    @Test
    void theDocumentIsWrittenForItsOwnersEyesUnderANameThatTellsNothingOfThePerson() throws IOException {
        Path to = folder.resolve("to");
        Run run = access(CASE, "--municipality", "740", "--to", to.toString(), "--reference", "26/123", "--by", "Oda");
        Path file = to.resolve("indsigt_740_740-2026-00001_2026-02-02.html");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result()).isEqualTo(file + "\n");
        assertThat(run.remarks())
                .contains("1 of the citizen's 1 participations in 740")
                .doesNotContain("Opfundine");
        assertThat(file).content().contains("Opfundine", "26/123");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files(to)).containsExactly(file);
        assertThat(purposes()).containsExactly("Oda: access request 26/123");
    }

    @Test
    void aFileThatIsThereIsNotWrittenOverAndNothingIsOpened() throws IOException {
        Path file = folder.resolve("indsigt_740_740-2026-00001_2026-02-02.html");
        Files.writeString(file, "first");
        assertNotDone(
                access(CASE, "--municipality", "740", "--to", folder.toString()),
                "is there already; nothing was opened");
        assertThat(file).hasContent("first");
        assertThat(purposes()).isEmpty();
    }

    @Test
    void aPersonNumberIsNoCaseNumberAndIsNotRepeated() {
        Run run = access(personNumber(1), "--municipality", "740", "--to", folder.toString());
        assertNotDone(run, "looks like a person number");
        assertThat(run.remarks()).doesNotContain(personNumber(1));
        assertNotDone(
                access(CASE, "--municipality", "740", "--to", folder.toString(), "--reference", personNumber(1)),
                "no person number");
    }

    @Test
    void whereNothingIsHeldNothingIsWritten() throws IOException {
        assertNotDone(
                access(CASE, "--municipality", "707", "--to", folder.toString()), "nobody has told the hub of it");
        assertThat(files(folder)).isEmpty();
        assertThat(purposes()).isEmpty();
    }

    @Test
    void withoutAKeyFileItIsSaidWhatIsMissing() {
        Run unnamed = run(List.of(CASE, "--municipality", "740", "--to", folder.toString()), List.of());
        assertNotDone(unnamed, "Nothing says where the hub's key file is");
        Run missing = run(
                List.of(CASE, "--municipality", "740", "--to", folder.toString()),
                List.of("--rampe.vault.key-file=" + folder.resolve("none")));
        assertNotDone(missing, "is no readable key file");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> purposes() {
        return hub.sql("select who || ': ' || purpose from vault.audit where purpose like 'access%'")
                .query(String.class)
                .list();
    }

    private static void assertNotDone(Run run, String words) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks()).contains(words);
    }

    private static Run access(String... args) {
        String keyFile = hub.bean(Environment.class).getProperty("RAMPE_KEY_FILE");
        return run(List.of(args), List.of("--rampe.vault.key-file=" + keyFile));
    }

    private static Run run(List<String> args, List<String> settings) {
        List<String> all = new ArrayList<>(List.of("access"));
        all.addAll(args);
        all.addAll(settings);
        all.add("--spring.datasource.url=" + url());
        all.add("--spring.datasource.username=postgres");
        Clock clock = Clock.fixed(Instant.parse("2026-02-02T12:00:00Z"), DanishTime.ZONE);
        return Run.of(new AccessCommand(clock), all.toArray(String[]::new));
    }

    private static String url() {
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
