package dk.rampe.channel.dropbox;

import static dk.rampe.channel.dropbox.OdderAccount.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.submission.OdderHub;
import dk.rampe.submission.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client can do in Odder's account over the loopback, and what it cannot. */
class AccountRulesTest {

    private static final String FILE = "Rampe henvisninger uge 6 2026.xlsx";

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @RegisterExtension
    final OdderAccount account = new OdderAccount(hub);

    @Test
    void nothingCanBeReachedOrMadeOutsideTheAgreedFolders() throws IOException {
        Path secret = Files.writeString(OdderHub.FOLDER.resolve("secret"), "secret");
        try (SftpClient sftp = account.open()) {
            for (String name : List.of(
                    "ind/x.exe",
                    "ind/.x.xlsx",
                    "x.xlsx",
                    "ind/a/x.xlsx",
                    "../x.xlsx",
                    "ind/../../x.xlsx",
                    "ud/x.xlsx",
                    "ind/" + "x".repeat(200) + ".xlsx",
                    "ind/a*b.xlsx")) {
                assertThatThrownBy(() -> upload(sftp, name, new byte[1]))
                        .as(name)
                        .isInstanceOf(IOException.class);
            }
            for (String path : List.of("../../../secret", "/../../../../secret", "../ready", secret.toString())) {
                assertThatThrownBy(() -> sftp.stat(path)).as(path).isInstanceOf(SftpException.class);
            }
            assertThatThrownBy(() -> sftp.mkdir("ind/ny")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.rmdir("kvittering")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.symLink("ind/link.xlsx", secret.toString()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.link("ind/link.xlsx", "ind/x", false)).isInstanceOf(IOException.class);
            upload(sftp, "ind/" + FILE, new byte[1]);
            assertThatThrownBy(() -> sftp.rename("ind/" + FILE, "proeve/" + FILE))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> sftp.rename("ind/" + FILE, "../" + FILE)).isInstanceOf(IOException.class);
            assertThat(StreamSupport.stream(sftp.readDir("/").spliterator(), false)
                            .map(SftpClient.DirEntry::getFilename)
                            .filter(name -> !name.startsWith(".")))
                    .containsExactlyInAnyOrder("ind", "proeve", "kvittering", "ud");
        }
        assertThat(secret).hasContent("secret");
    }

    @Test
    void thereIsNoShellNoCommandAndNoWayThrough() throws IOException {
        try (ClientSession session = account.session(OdderHub.KEY)) {
            assertIsRefused(session.createShellChannel());
            assertIsRefused(session.createExecChannel("id"));
            assertIsRefused(session.createSubsystemChannel("shell"));
            assertThatThrownBy(() -> session.createDirectTcpipChannel(
                                    new SshdSocketAddress("127.0.0.1", 0),
                                    new SshdSocketAddress("127.0.0.1", account.port()))
                            .open()
                            .verify(OdderAccount.WAIT))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                            new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void tooLargeAndTooMuchAreRefused() throws IOException {
        try (SftpClient sftp = account.open()) {
            try (SftpClient.CloseableHandle file =
                    sftp.open("ind/x.xlsx", EnumSet.of(OpenMode.Write, OpenMode.Create))) {
                assertThatThrownBy(() -> sftp.write(file, 20 << 20, new byte[] {1}))
                        .isInstanceOf(SftpException.class);
            }
            sftp.remove("ind/x.xlsx");
            Path full = OdderAccount.folder().resolve("home/ud/full");
            try (var channel = new java.io.RandomAccessFile(full.toFile(), "rw")) {
                channel.setLength(100 << 20);
            }
            assertThatThrownBy(() -> upload(sftp, "ind/x.xlsx", new byte[1])).isInstanceOf(IOException.class);
            Files.delete(full);
            upload(sftp, "ind/x.xlsx", new byte[1]);
        }
    }

    @Test
    void onlyItsOwnKeyOpensAnAccountAndWhoTriesAgainAndAgainIsKeptOut() throws IOException {
        KeyPair other = OdderHub.newKey();
        for (int i = 0; i < Doorkeeper.TRIES; i++) {
            assertThatThrownBy(() -> account.session(other)).isInstanceOf(SshException.class);
        }
        await().atMost(OdderAccount.WAIT)
                .untilAsserted(() -> assertThat(troubles()).containsExactly("odder ENTERING KEPT_OUT"));
        assertThatThrownBy(() -> account.session(OdderHub.KEY))
                .isInstanceOfAny(SshException.class, SocketException.class);

        hub.clock().set("2026-02-02T10:11:00");
        account.session(OdderHub.KEY).close();
        assertThat(troubles()).as("the partner itself has been here since").isEmpty();
        assertThatThrownBy(() -> account.session("silkeborg", OdderHub.KEY)).isInstanceOf(SshException.class);
    }

    private static List<String> troubles() {
        return hub.sql("select partner || ' ' || place || ' ' || trouble from partner_trouble")
                .query(String.class)
                .list();
    }

    private static void assertIsRefused(ClientChannel channel) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        channel.setOut(said);
        channel.setErr(said);
        channel.open().await(OdderAccount.WAIT);
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), OdderAccount.WAIT))
                .contains(ClientChannelEvent.CLOSED);
        assertThat(channel.getExitStatus()).isNull();
        assertThat(said.size()).isZero();
    }
}
