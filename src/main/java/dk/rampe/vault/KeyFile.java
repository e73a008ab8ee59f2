package dk.rampe.vault;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** The key file on disk: JSON with the keysets {@code wrapping} and {@code lookup}, readable by the hub's user only. */
final class KeyFile {

    private static final JsonMapper JSON = new JsonMapper();

    private KeyFile() {}

    /** @throws IllegalStateException when it is no key file, or not the hub's alone; says nothing of what is in it */
    static Keyring read(Path file) {
        try {
            if (isOpenToOthers(file)) {
                throw unusable(file, "is open to others than the hub's user: chmod 600");
            }
            return Keyring.of(JSON.readValue(file.toFile(), Keyring.Keysets.class));
        } catch (IOException | GeneralSecurityException | NullPointerException e) {
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

    /** Makes the file, for the sandbox and for {@code rampe keys}; never over one that is there. */
    static Keyring create(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Keyring keyring = Keyring.generate();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, JSON.writeValueAsBytes(keyring.keysets()), StandardOpenOption.DSYNC);
            return keyring;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
