package dk.rampe.channel.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A partner's SFTP server over a folder on disk; a test can make it lie, listen to it, break it and start it again. */
final class PartnerServer implements Reachable, AutoCloseable {

    private static final String USER = "rampe";

    final Path root;
    final AtomicInteger logins = new AtomicInteger();

    /** Connections on which the hub has agreed to the server's key; before that it can show nothing of its own. */
    final AtomicInteger believed = new AtomicInteger();

    /** What a listing says instead of a file's name. */
    volatile UnaryOperator<String> listedName = UnaryOperator.identity();

    /** Bytes after which a download ends as if the file did. */
    volatile long longestRead = Long.MAX_VALUE;

    /** Bytes that it says a file has more than it has. */
    volatile long listedMore;

    /** Bytes after which the server forgets what it is sent, and says it has it. */
    volatile long longestWrite = Long.MAX_VALUE;

    /** Called when the hub shows its key, before the answer. */
    volatile Runnable onLogin = () -> {};

    private final Path keys;
    private final KeyPair hubKey = newKey();
    private final List<SftpEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<SftpSubsystem> open = new CopyOnWriteArrayList<>();
    private SshServer server;
    private KeyPair hostKey;
    private String extensions;
    private int channels = Integer.MAX_VALUE;
    private int front;

    PartnerServer(Path folder) throws IOException, GeneralSecurityException {
        root = Files.createDirectories(folder.resolve("root"));
        keys = Files.createDirectories(folder.resolve("keys"));
        writeKey(hubKey);
        start(0, newKey());
    }

    private void start(int port, KeyPair hostKey) throws IOException {
        this.hostKey = hostKey;
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> {
            logins.incrementAndGet();
            onLogin.run();
            return USER.equals(user) && KeyUtils.compareKeys(key, hubKey.getPublic());
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                believed.addAndGet(event == Event.KeyEstablished ? 1 : 0);
            }
        });
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setSubsystemFactories(List.of(new Subsystems()));
        if (extensions != null) {
            SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, extensions);
        }
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, channels);
        server.start();
        if (port == 0) {
            pin(hostKey);
        }
    }

    int port() {
        return server.getPort();
    }

    /** The hub is to come by this port; its key is pinned there too. */
    void reachedBy(int port) throws IOException {
        front = port;
        pin(hostKey);
    }

    @Override
    public List<String> settings(String partner) {
        String prefix = "--" + partner.toUpperCase() + "_SFTP_";
        return List.of(
                prefix + "HOST=127.0.0.1",
                prefix + "PORT=" + pinnedPort(),
                prefix + "USER=" + USER,
                prefix + "KEY_FILE=" + keys.resolve("hub"),
                prefix + "KNOWN_HOSTS=" + keys.resolve("known_hosts"));
    }

    private int pinnedPort() {
        return front == 0 ? port() : front;
    }

    Path knownHosts() {
        return keys.resolve("known_hosts");
    }

    void pin(KeyPair hostKey) throws IOException {
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:%d %s%n".formatted(pinnedPort(), PublicKeyEntry.toString(hostKey.getPublic())));
    }

    /** Pins the server's own key, once behind each of the marks: nothing, or {@code "@revoked "}. */
    void pin(String... marks) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String mark : marks) {
            lines.append("%s[127.0.0.1]:%d %s%n"
                    .formatted(mark, pinnedPort(), PublicKeyEntry.toString(hostKey.getPublic())));
        }
        Path whole = Files.writeString(keys.resolve("known_hosts.part"), lines);
        Files.move(whole, knownHosts(), StandardCopyOption.ATOMIC_MOVE);
    }

    static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** The hub's key from now on; the server knows only the one it was made with. */
    void writeKey(KeyPair key) throws IOException, GeneralSecurityException {
        Path whole = keys.resolve("hub.part");
        try (OutputStream out = Files.newOutputStream(whole)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        Files.move(whole, keys.resolve("hub"), StandardCopyOption.ATOMIC_MOVE);
    }

    KeyPair hubKey() {
        return hubKey;
    }

    /** From now on, also on a connection that is open. */
    void listen(SftpEventListener listener) {
        listeners.add(listener);
        open.forEach(subsystem -> subsystem.addSftpEventListener(listener));
    }

    /** Forgets what tests have changed; of the files, only these folders stay, without a moment's absence. */
    void reset(String... folders) throws IOException {
        listeners.forEach(listener -> open.forEach(subsystem -> subsystem.removeSftpEventListener(listener)));
        listeners.clear();
        listedName = UnaryOperator.identity();
        longestRead = Long.MAX_VALUE;
        longestWrite = Long.MAX_VALUE;
        listedMore = 0;
        List<Path> kept = Stream.of(folders).map(root::resolve).toList();
        for (Path path : inside()) {
            if (kept.stream().noneMatch(folder -> folder.startsWith(path))) {
                Files.deleteIfExists(path);
            }
        }
        for (String folder : folders) {
            Files.createDirectories(root.resolve(folder));
        }
    }

    /** What is in folders before these; a route may just be moving some of it. */
    private List<Path> inside() throws IOException {
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                all.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
                if (!folder.equals(root)) {
                    all.add(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return all;
    }

    void restart() throws IOException {
        restart(hostKey);
    }

    void restart(KeyPair hostKey) throws IOException {
        int port = port();
        server.stop(true);
        start(port, hostKey);
    }

    void stop() throws IOException {
        server.stop(true);
    }

    KeyPair hostKey() {
        return hostKey;
    }

    /** A server whose rename never replaces: the one of SFTP's third version. */
    void restartWithoutPosixRename() throws IOException {
        extensions = "";
        restart();
    }

    void restartWithPosixRename() throws IOException {
        extensions = null;
        restart();
    }

    /** A server that allows so many channels in a connection. */
    void restartWithChannels(int most) throws IOException {
        channels = most;
        restart();
    }

    /** Cuts every connection, as a network does. */
    void cut() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** As a partner uploads: written elsewhere, put in place whole. */
    void put(String path, byte[] content) throws IOException {
        Path upload = Files.write(root.resolve("upload.part"), content);
        Files.move(upload, root.resolve(path), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void put(String path, String content) throws IOException {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As if it had been sent then. */
    void put(String path, String content, Instant modified) throws IOException {
        put(path, content);
        age(path, modified);
    }

    void age(String path, Instant modified) throws IOException {
        Files.setLastModifiedTime(root.resolve(path), FileTime.from(modified));
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    /** Names in a folder, in order. */
    List<String> names(String folder) {
        try (Stream<Path> content = Files.list(root.resolve(folder))) {
            return new ArrayList<>(new TreeSet<>(
                    content.map(path -> path.getFileName().toString()).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Subsystems extends SftpSubsystemFactory {

        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            SftpSubsystem subsystem = new SftpSubsystem(channel, this) {
                @Override
                protected String getShortName(Path file) throws IOException {
                    return listedName.apply(super.getShortName(file));
                }

                @Override
                protected NavigableMap<String, Object> resolveFileAttributes(
                        Path file, int flags, boolean noLinks, LinkOption... options) throws IOException {
                    NavigableMap<String, Object> told = super.resolveFileAttributes(file, flags, noLinks, options);
                    told.computeIfPresent("size", (key, size) -> ((Number) size).longValue() + listedMore);
                    return told;
                }

                @Override
                public void destroy(ChannelSession closed) {
                    open.remove(this);
                    super.destroy(closed);
                }

                @Override
                protected void doWrite(
                        int id, String handle, long offset, int length, byte[] data, int at, int remaining)
                        throws IOException {
                    if (offset < longestWrite) {
                        super.doWrite(id, handle, offset, length, data, at, remaining);
                    }
                }

                @Override
                protected int doRead(
                        int id,
                        String handle,
                        long offset,
                        int length,
                        byte[] data,
                        int at,
                        AtomicReference<Boolean> eof)
                        throws IOException {
                    int most = (int) Math.min(length, longestRead - offset);
                    return most <= 0 ? -1 : super.doRead(id, handle, offset, most, data, at, eof);
                }
            };
            listeners.forEach(subsystem::addSftpEventListener);
            open.add(subsystem);
            return subsystem;
        }
    }
}
