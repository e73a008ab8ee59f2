package dk.rampe.channel.dropbox;

import dk.rampe.partner.Partner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A partner's folders on the hub's disk.
 *
 * @param id of the partner, and the name it logs in with
 * @param root holds {@link #home()}, which the partner sees as {@code /}, and what it does not see
 */
record Account(String id, Partner partner, Path root) {

    void makeFolders() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        for (String folder : folders()) {
            Files.createDirectories(home().resolve(folder));
            Files.createDirectories(ready().resolve(folder));
        }
        Files.createDirectories(drafts());
    }

    Path home() {
        return root.resolve("home");
    }

    /** An empty file for each that its partner has closed, in a folder of the same name. */
    Path ready() {
        return root.resolve("ready");
    }

    /** On the same disk as the rest: what is complete is moved from here. */
    Path drafts() {
        return root.resolve("drafts");
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

    /** Bytes of everything the partner sees. */
    long used() throws IOException {
        try (Stream<Path> files = Files.walk(home())) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
