package dk.rampe.channel.sftp;

import static org.awaitility.Awaitility.await;

import dk.rampe.sandbox.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** A server that is not ours, started by a script of {@code src/test/interop}. */
final class ForeignServer implements Reachable, AutoCloseable {

    /** What its login sees first. */
    final Path root;

    private final Path folder;
    private final int port;
    private final Process process;

    /** @param script takes folder and port */
    ForeignServer(String script, Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("root"));
        this.port = FreePort.find();
        KeyPair host = PartnerServer.newKey();
        KeyPair hub = PartnerServer.newKey();
        write(host, "host");
        write(hub, "hub");
        Files.writeString(folder.resolve("hub.pub"), PublicKeyEntry.toString(hub.getPublic()) + "\n");
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:%d %s%n".formatted(port, PublicKeyEntry.toString(host.getPublic())));
        this.process = new ProcessBuilder("src/test/interop/" + script, folder.toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await(script).atMost(Duration.ofSeconds(20)).until(() -> listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(script + " has ended: " + Files.readString(folder.resolve("log")));
        }
    }

    private void write(KeyPair key, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> settings(String partner) {
        String prefix = "--" + partner.toUpperCase() + "_SFTP_";
        return List.of(
                prefix + "HOST=127.0.0.1",
                prefix + "PORT=" + port,
                prefix + "USER=" + System.getProperty("user.name"),
                prefix + "KEY_FILE=" + folder.resolve("hub"),
                prefix + "KNOWN_HOSTS=" + folder.resolve("known_hosts"));
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
