package dk.rampe.channel.dropbox;

import static dk.rampe.mapping.TestWorkbook.referral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that partners have, at the drop box: the scripts of {@code src/test/interop}. */
class OtherClientsTest {

    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @RegisterExtension
    final OdderAccount account = new OdderAccount(hub);

    @TempDir
    Path work;

    private Path key;

    @BeforeEach
    void writeKey() throws IOException, GeneralSecurityException {
        key = work.resolve("key");
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(OdderHub.KEY, "odder", null, out);
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @CsvSource({"openssh.sh, sftp", "lftp.sh, lftp"})
    void aWorkbookIsPutThereAndItsReceiptsFetched(String script, String client) throws Exception {
        assumeIsThere(client);
        Path workbook = Files.write(
                work.resolve(FILE),
                TestWorkbook.of(referral("A", 6103781234L), "").bytes());

        assertThat(run(script, "put", workbook.toString())).contains(FILE);
        account.settle();
        account.takeAll();
        assertThat(hub.outcomes(hub.process(account.onlySubmission()))).containsExactly("ACCEPTED");
        account.deliver();
        assertThat(run(script, "fetch")).doesNotContain(FILE);

        Path fetched = work.resolve("fetched");
        assertThat(fetched.toFile().list())
                .containsExactlyInAnyOrder(FILE + ".kvittering.xlsx", FILE + ".kvittering.txt");
        assertThat(Sheets.of(Files.readAllBytes(fetched.resolve(FILE + ".kvittering.xlsx")))
                        .get("Henvisninger")
                        .get(1))
                .contains("A", "Modtaget");
        assertThat(OdderAccount.folder().resolve("home/kvittering")).isEmptyDirectory();
    }

    @Test
    void nothingElseWorksThere() throws Exception {
        assumeIsThere("sftp");
        assertThat(run("openssh.sh", "stray")).isEmpty();
        assertThat(work.resolve("stolen")).doesNotExist();
    }

    private static void assumeIsThere(String client) {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, client))),
                "NOT TRIED: there is no " + client);
    }

    /** @return what it said */
    private String run(String script, String what, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "src/test/interop/" + script, what, String.valueOf(account.port()), key.toString(), work.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
