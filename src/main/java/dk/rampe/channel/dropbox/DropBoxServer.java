package dk.rampe.channel.dropbox;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The server itself: keys only, SFTP only, an account with its own root for each partner that has one. */
@Component
class DropBoxServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DropBoxServer.class);

    private final HubSettings.DropBox settings;
    private final DropBox dropBox;
    private final Troubles troubles;
    private final Clock clock;
    private SshServer server;

    DropBoxServer(HubSettings settings, DropBox dropBox, Troubles troubles, Clock clock) {
        this.settings = settings.dropbox();
        this.dropBox = dropBox;
        this.troubles = troubles;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (settings == null || dropBox.accounts().isEmpty()) {
            return;
        }
        try {
            server = server();
            server.start();
            LOG.info(
                    "drop box of {} on port {}",
                    String.join(", ", dropBox.accounts().keySet()),
                    server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the drop box's host key cannot be read", e);
        }
    }

    private SshServer server() throws IOException, GeneralSecurityException {
        Map<String, Account> accounts = dropBox.accounts();
        Map<String, List<PublicKey>> keys = new HashMap<>();
        VirtualFileSystemFactory roots = new VirtualFileSystemFactory();
        accounts.forEach((id, account) -> {
            keys.put(id, Keys.of(id, account.partner()));
            roots.setUserHomeDir(id, account.home());
        });
        Rules rules = new Rules(accounts, dropBox.uploads());
        SftpSubsystemFactory sftp =
                new SftpSubsystemFactory.Builder().withFileSystemAccessor(rules).build();
        sftp.addSftpEventListener(rules);

        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setHost(settings.address());
        ssh.setPort(settings.port());
        Files.createDirectories(settings.hostKeyFile().toAbsolutePath().getParent());
        ssh.setKeyPairProvider(KeyPairProvider.wrap(Keys.host(settings.hostKeyFile())));
        ssh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        Doorkeeper doorkeeper = new Doorkeeper(accounts.keySet(), troubles, clock);
        ssh.addSessionListener(doorkeeper);
        ssh.setPublickeyAuthenticator((user, key, session) -> {
            doorkeeper.asks(session, user);
            return keys.getOrDefault(user, List.of()).stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
        });
        ssh.setFileSystemFactory(roots);
        ssh.setSubsystemFactories(List.of(sftp));
        ssh.setShellFactory(null);
        ssh.setCommandFactory(null);
        ssh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(ssh, "SFTP");
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(ssh, 6);
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, Duration.ofSeconds(30));
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ofMinutes(10));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(ssh, 5);
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(ssh, 20);
        return ssh;
    }

    /** Where it listens; 0 while it does not. */
    int port() {
        return server == null ? 0 : server.getPort();
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop(true);
            }
        } catch (IOException e) {
            LOG.warn("drop box: did not stop as it should ({})", e.getClass().getSimpleName());
        } finally {
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
