package dk.rampe.mainjob;

import dk.rampe.submission.OdderHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A drop box in a running hub that is not the sandbox's, and Odder's client, logged in to its account. */
final class OddersClient implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private final SshClient ssh = SshClient.setUpDefaultClient();
    private final SftpClient sftp;

    private OddersClient(int port) throws IOException {
        ssh.start();
        ClientSession session =
                ssh.connect("odder", "127.0.0.1", port).verify(WAIT).getSession();
        session.addPublicKeyIdentity(OdderHub.KEY);
        session.auth().verify(WAIT);
        sftp = SftpClientFactory.instance().createSftpClient(session).singleSessionInstance();
    }

    /** Of a hub with a drop box at that port and its accounts in that folder; the sandbox's Odder does not find it. */
    static List<String> settings(Path accounts, int port) {
        return List.of(
                "ODDER_DROPBOX_KEY=" + PublicKeyEntry.toString(OdderHub.KEY.getPublic()),
                "rampe.dropbox.folder=" + accounts,
                "rampe.dropbox.host-key-file=" + accounts.resolveSibling("host-key"),
                "rampe.dropbox.address=127.0.0.1",
                "rampe.dropbox.port=" + port);
    }

    static OddersClient at(int port) throws IOException {
        return new OddersClient(port);
    }

    void put(String path, byte[] content) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content);
        }
    }

    /** Leaves without closing what it was writing. */
    void breakOff(String path, byte[] content) throws IOException {
        SftpClient.CloseableHandle file = sftp.open(path, Set.of(OpenMode.Write, OpenMode.Create));
        sftp.write(file, 0, content);
        sftp.getSession().close(true);
    }

    byte[] read(String path) throws IOException {
        try (InputStream in = sftp.read(path)) {
            return in.readAllBytes();
        }
    }

    void remove(String path) throws IOException {
        sftp.remove(path);
    }

    List<String> names(String folder) {
        try {
            return StreamSupport.stream(sftp.readDir(folder).spliterator(), false)
                    .map(SftpClient.DirEntry::getFilename)
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
