package dk.rampe.channel.dropbox;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A partner's folders on the hub's disk.
 *
 * @param id of the partner, and the name it logs in with
 * @param settings of all accounts
 */
record Account(String id, Partner partner, HubSettings.DropBox settings) {

    void makeFolders() throws IOException {
        Files.createDirectories(root());
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
        for (String folder : folders()) {
            Files.createDirectories(home().resolve(folder));
            Files.createDirectories(ready().resolve(folder));
        }
        Files.createDirectories(drafts());
        removeDrafts();
    }

    /** Of a hub that was killed while it wrote. */
    private void removeDrafts() throws IOException {
        try (Stream<Path> left = Files.list(drafts())) {
            for (Path draft : left.toList()) {
                Files.delete(draft);
            }
        }
    }

    /** Holds what the partner sees, and what it does not. */
    private Path root() {
        return settings.folder().resolve(id);
    }

    /** The partner sees it as {@code /}. */
    Path home() {
        return settings.home(id);
    }

    /** An empty file for each that its partner has closed, in a folder of the same name. */
    Path ready() {
        return root().resolve("ready");
    }

    /** On the same disk as the rest: what is complete is moved from here. */
    Path drafts() {
        return root().resolve("drafts");
    }

    /** Where the partner finds what the hub lays there for it. */
    Set<String> forDeposits() {
        Set<String> folders = folders();
        folders.removeAll(forUploads());
        return folders;
    }

    Set<String> folders() {
        Set<String> folders = new LinkedHashSet<>(forUploads());
        if (partner.receipts().folder() != null) {
            folders.add(partner.receipts().folder());
        }
        if (partner.status() != null) {
            folders.add(partner.status().folder());
        }
        return folders;
    }

    /** Where the partner may write; elsewhere it reads, and removes what it has read. */
    Set<String> forUploads() {
        return partner.collect() == null
                ? Set.of()
                : Set.of(partner.collect().folder(), partner.dropbox().trial());
    }

    boolean isTrial(String folder) {
        return folder.equals(partner.dropbox().trial());
    }

    /** Seen by the partner when it is complete, and not before. */
    void put(String folder, String name, byte[] content) throws IOException {
        Path draft = drafts().resolve(UUID.randomUUID().toString());
        Path target = home().resolve(folder).resolve(name);
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        Uploads.sync(target.getParent());
    }

    /** Bytes of everything the partner sees. */
    long used() throws IOException {
        try (Stream<Path> files = Files.walk(home())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
