package dk.rampe.vault;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;

/** The key file on disk: JSON with the keysets {@code wrapping} and {@code lookup}, readable by the hub's user only. */
public final class KeyFile {

    private static final JsonMapper JSON = new JsonMapper();

    private KeyFile() {}

    /** @throws IllegalStateException when it is no key file, or not the hub's alone; says nothing of what is in it */
    public static Keys read(Path file) {
        try {
            if (isOpenToOthers(file)) {
                throw unusable(file, "is open to others than the hub's user: chmod 600");
            }
            Keys keys = Keys.of(JSON.readValue(file.toFile(), Keys.Json.class));
            for (Keyset keyset : Keyset.values()) {
                keys.ids(keyset).forEach(keys::madeAt);
            }
            return keys;
        } catch (IOException | GeneralSecurityException | NullPointerException | DateTimeException e) {
            // the cause would quote what it could not read
            throw unusable(file, "is no readable key file");
        }
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return posix != null
                && posix.readAttributes().permissions().stream()
                        .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    }

    private static IllegalStateException unusable(Path file, String why) {
        return new IllegalStateException("rampe.vault.key-file " + file + " " + why);
    }

    /**
     * Makes the file with the first keys of an installation.
     *
     * @throws UncheckedIOException when there is one already, or it cannot be written
     */
    public static Keys create(Path file, Instant now) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Keys keys = Keys.generate(now);
            write(file, keys);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts other keys into the file, which stays its owner's. Whoever reads it, and whatever is killed meanwhile, finds all
     * of the old ones or all of the new ones.
     *
     * @throws UncheckedIOException when it cannot be written, also because it is another user's
     */
    public static void replace(Path file, Keys keys) {
        try {
            write(file.toRealPath(), keys, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, Keys keys, CopyOption... move) throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        // of this name, so that one which a kill left behind does not stay
        Path written = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer json = ByteBuffer.wrap(JSON.writeValueAsBytes(keys.json()));
                while (json.hasRemaining()) {
                    out.write(json);
                }
                out.force(true);
            }
            if (Files.exists(file)) {
                Files.setOwner(written, Files.getOwner(file));
            }
            Files.move(written, file, move);
        } finally {
            Files.deleteIfExists(written);
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
