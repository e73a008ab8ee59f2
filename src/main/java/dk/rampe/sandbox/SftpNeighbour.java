package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A partner's SFTP server: one user, the hub's key, the partner's folder as root; no password, no shell, no forwarding.
 * Its host key stays the same over restarts and is pinned in a {@code known_hosts} file of the hub.
 */
final class SftpNeighbour implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String USER = "rampe";

    private final String partner;
    private final SandboxFolders folders;
    private final SshServer server;

    private SftpNeighbour(String partner, SandboxFolders folders, SshServer server) {
        this.partner = partner;
        this.folders = folders;
        this.server = server;
    }

    /** @param agreed folder names of the agreement; made when they are not there */
    static SftpNeighbour start(String partner, Set<String> agreed, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        Path root = Files.createDirectories(folders.neighbour(partner));
        for (String folder : agreed) {
            Files.createDirectories(root.resolve(folder));
        }
        SshKey host = SshKey.at(folders.hostKey(partner));
        SshServer server = server(root, host, SshKey.at(folders.key(partner)));
        server.start();
        Files.writeString(folders.knownHosts(partner), host.knownAt(HOST, server.getPort()));
        return new SftpNeighbour(partner, folders, server);
    }

    private static SshServer server(Path root, SshKey host, SshKey hub) {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(HOST);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(host.pair()));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) ->
                USER.equals(user) && KeyUtils.compareKeys(key, hub.pair().getPublic()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        return server;
    }

    /** What {@code config/<partner>/application.yml} asks for, and no long wait for what is fetched. */
    Map<String, Object> properties() {
        String prefix = NeighbourSettings.prefix(partner) + "_SFTP_";
        return Map.of(
                prefix + "HOST",
                HOST,
                prefix + "PORT",
                server.getPort(),
                prefix + "USER",
                USER,
                prefix + "KEY_FILE",
                folders.key(partner).toString(),
                prefix + "KNOWN_HOSTS",
                folders.knownHosts(partner).toString(),
                "rampe.partners." + partner + ".sftp.note-fetched-every",
                "5s");
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
