package dk.rampe.vault;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** The key file on disk: JSON with the keysets {@code wrapping} and {@code lookup}, readable by the hub's user only. */
final class KeyFile {

    private static final JsonMapper JSON = new JsonMapper();

    private KeyFile() {}

    static Keyring read(Path file) {
        try {
            return Keyring.of(JSON.readValue(file.toFile(), Keyring.Keysets.class));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("rampe.vault.key-file " + file + " is no readable key file");
        }
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
