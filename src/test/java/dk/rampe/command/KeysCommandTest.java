package dk.rampe.command;

import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.submission.TestHub;
import dk.rampe.vault.KeyWatch;
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
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), DanishTime.ZONE);

    /** A hub of its own: the command changes the key file. */
    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.retention.audit", "27m"));

    @TempDir
    Path folder;

    @Test
    void aRotationIsShownStepByStepAndNothingSecretIs() throws IOException {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        look();
        assertThat(keys("new", "wrapping").exit()).isEqualTo(Exit.DONE);
        Run early = keys("use", "wrapping");
        assertNotDone(early, "has not been read yet by 1 of 1 running nodes: ");
        look();
        look();
        assertThat(anonymous(keys().result())).isEqualTo("""
                wrapping
                  <id>  writes  made 1970-01-01 01:00:00, 20516 days old      on 1 of 1 nodes
                              needed by participations: 2, submissions: 1
                  <id>  reads   made 2026-03-04 13:00:00, 0 days old          on 1 of 1 nodes
                              needed by nothing
                  3 of 3 are under the key that writes (100 %)

                lookup
                  <id>  writes  made 1970-01-01 01:00:00, 20516 days old      on 1 of 1 nodes
                              needed by persons: 2, events: 2
                  4 of 4 are under the key that writes (100 %)

                Node <node>, seen <time>, writes with <id> and <id>
                """);
        assertThat(keys("use", "wrapping").remarks()).contains("keys drop wrapping");
        assertThat(keys().result()).contains("0 of 3 are under the key that writes (0 %)");
        assertNotDone(keys("drop", "wrapping"), "is not written with yet by 1 of 1 running nodes");
        look();
        look();
        assertNotDone(keys("drop", "wrapping"), "participations: 2 with key ", "; submissions: 1 with key ");
        hub.bean(KeyWatch.class).renew();
        assertThat(keys("drop", "wrapping").exit()).isEqualTo(Exit.DONE);
        assertThat(keys().result()).containsOnlyOnce("made 2026-03-04").contains("3 of 3 are under");
        look();
        String file = Files.readString(hub.bean(HubSettings.class).vault().keyFile());
        for (String word : file.split("[\\\\\"]+")) {
            if (word.length() > 20 && !word.contains("googleapis") && !word.startsWith("2026")) {
                assertThat(keys().result()).doesNotContain(word);
            }
        }
    }

    @Test
    void aFirstKeyFileIsMadeForItsOwnerOnlyAndNeverOverOne() throws IOException {
        Path file = folder.resolve("new/keys.json");
        assertThat(Run.of(new KeysCommand(CLOCK), "keys", "create", file.toString())
                        .result())
                .isEqualToIgnoringNewLines(file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        assertNotDone(
                Run.of(new KeysCommand(CLOCK), "keys", "create", file.toString()),
                "cannot be made: FileAlreadyExistsException");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void whatIsNoStepIsSaid() {
        assertNotDone(keys("burn", "wrapping"), "There is no step 'burn'", "Usage: keys");
        assertNotDone(keys("new", "house"), "no 'house' keys");
        assertNotDone(keys("new"), "missing");
        assertNotDone(keys("use", "lookup"), "writes already");
        assertNotDone(keys("drop", "lookup"), "No key is older");
    }

    @Test
    void aKeyFileThatIsNotThereIsNamed() {
        String nowhere = folder.resolve("nowhere.json").toString();
        assertNotDone(keysOf(nowhere), nowhere + " is no readable key file");
    }

    private static void look() {
        hub.bean(KeyWatch.class).look();
    }

    private static void assertNotDone(Run run, String... words) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks()).contains(words);
    }

    private static Run keys(String... words) {
        return keysOf(hub.bean(HubSettings.class).vault().keyFile().toString(), words);
    }

    private static Run keysOf(String file, String... words) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(words));
        all.add("--spring.datasource.url=" + url());
        all.add("--spring.datasource.username=postgres");
        all.add("--rampe.vault.key-file=" + file);
        return Run.of(new KeysCommand(CLOCK), all.toArray(String[]::new));
    }

    private static String url() {
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String anonymous(String text) {
        return text.replaceAll("Node .*, seen [^,]*,", "Node <node>, seen <time>,")
                .replaceAll("(?m)^  +\\d{4,}(?=  (writes|reads))", "  <id>")
                .replaceAll("with \\d+ and \\d+", "with <id> and <id>");
    }
}
