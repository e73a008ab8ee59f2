package dk.rampe.channel.dropbox;

import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.Renderings;
import dk.rampe.delivery.StaleAccounts;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Troubles;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.Submissions;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** An empty account of Odder's on a server of its own, for each test, and a client for it. */
final class OdderAccount implements BeforeEachCallback, AfterEachCallback {

    static final String NAME = "odder";
    static final Duration WAIT = Duration.ofSeconds(10);

    private final TestHub hub;
    private SshClient client;
    private DropBox dropBox;
    private Deposits deposits;
    private DropBoxServer server;

    OdderAccount(TestHub hub) {
        this.hub = hub;
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        FileSystemUtils.deleteRecursively(folder());
        client = SshClient.setUpDefaultClient();
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        client.start();
        start();
    }

    private void start() throws IOException {
        HubSettings settings = hub.bean(HubSettings.class);
        dropBox = new DropBox(
                hub.bean(Partners.class), settings, hub.bean(Submissions.class), hub.bean(Mappings.class), hub.clock());
        deposits = new Deposits(dropBox, hub.bean(Renderings.class), hub.bean(StaleAccounts.class));
        server = new DropBoxServer(settings, dropBox, hub.bean(Troubles.class), hub.clock());
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        client.stop();
        server.stop();
    }

    /** As if the hub had been killed and started again. */
    void restart() throws IOException {
        server.stop();
        start();
    }

    /** Holds what the partner sees, and what it does not. */
    static Path folder() {
        return OdderHub.FOLDER.resolve("accounts").resolve(NAME);
    }

    DropBox dropBox() {
        return dropBox;
    }

    Deposits deposits() {
        return deposits;
    }

    int port() {
        return server.port();
    }

    SftpClient open() throws IOException {
        return SftpClientFactory.instance()
                .createSftpClient(session(OdderHub.KEY))
                .singleSessionInstance();
    }

    ClientSession session(KeyPair key) throws IOException {
        return session(NAME, key);
    }

    ClientSession session(String user, KeyPair key) throws IOException {
        ClientSession session =
                client.connect(user, "127.0.0.1", server.port()).verify(WAIT).getSession();
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(WAIT);
            return session;
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    static void upload(SftpClient sftp, String path, byte[] content) throws IOException {
        try (OutputStream out = sftp.write(path)) {
            out.write(content);
        }
    }

    static List<String> names(SftpClient sftp, String folder) throws IOException {
        return StreamSupport.stream(sftp.readDir(folder).spliterator(), false)
                .map(SftpClient.DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList();
    }

    /** As if all markers had been there for a while. */
    void settle() throws IOException {
        FileTime earlier = FileTime.from(Instant.now().minus(Uploads.LEFT_ALONE));
        try (var markers = Files.walk(folder().resolve("ready"))) {
            for (Path marker : markers.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(marker, earlier);
            }
        }
    }

    void takeAll() throws IOException {
        for (Uploads.Place place : dropBox.ready(NAME)) {
            dropBox.take(NAME, place);
        }
    }

    void deliver() throws IOException {
        Outbox outbox = hub.bean(Outbox.class);
        for (Delivery delivery : hub.bean(Claims.class).claim(NAME)) {
            deposits.lay(delivery);
            outbox.sent(delivery);
        }
    }

    UUID onlySubmission() {
        return hub.sql("select id from submission").query(UUID.class).single();
    }
}
