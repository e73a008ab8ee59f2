package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.partner.DanishTime;
import dk.rampe.submission.OdderHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A municipality with a drop box in the running hub: settings and field tables, routes and all. */
class DropBoxInHubTest {

    private static final String RECEIPT = "kvittering/uge 6.xlsx.kvittering.xlsx";

    @TempDir
    Path work;

    @Test
    void aWorkbookThatIsPutThereIsAnsweredAndItsFetchingNoted() throws IOException {
        int port = freePort();
        try (Hub hub = Hub.start(
                        work.resolve("data"),
                        Clock.system(DanishTime.ZONE),
                        "rampe.sandbox.samples=false",
                        "spring.config.additional-location=optional:file:src/test/resources/odder/config/*/",
                        "ODDER_DROPBOX_KEY=" + PublicKeyEntry.toString(OdderHub.KEY.getPublic()),
                        "rampe.dropbox.folder=" + work.resolve("accounts"),
                        "rampe.dropbox.host-key-file=" + work.resolve("host"),
                        "rampe.dropbox.address=127.0.0.1",
                        "rampe.dropbox.port=" + port);
                SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            try (SftpClient sftp = odder(client, port)) {
                byte[] workbook = TestWorkbook.of(TestWorkbook.referral("A", 6103781234L), "")
                        .bytes();
                try (OutputStream out = sftp.write("ind/uge 6.xlsx")) {
                    out.write(workbook);
                }
                hub.awaitCount(
                        "select count(*) from delivery where partner = 'odder' and kind = 'RECEIPT' and state = 'SENT'",
                        1);
                try (InputStream in = sftp.read(RECEIPT)) {
                    assertThat(Sheets.of(in.readAllBytes()).get("Henvisninger").get(1))
                            .contains("A", "Modtaget");
                }
                sftp.remove(RECEIPT);
                hub.awaitCount("select count(*) from delivery where partner = 'odder' and fetched_at is not null", 1);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            State.files(hub.neighbour("sind").resolve("cases")).size() == 1);
            assertThat(State.files(work.resolve("accounts/odder/home/ind"))).isEmpty();
            assertThat(hub.strings("select programme from participation")).isEqualTo(List.of("stampe"));
        }
    }

    private static SftpClient odder(SshClient client, int port) throws IOException {
        ClientSession session = client.connect("odder", "127.0.0.1", port)
                .verify(Duration.ofSeconds(20))
                .getSession();
        session.addPublicKeyIdentity(OdderHub.KEY);
        session.auth().verify(Duration.ofSeconds(20));
        return SftpClientFactory.instance().createSftpClient(session).singleSessionInstance();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
