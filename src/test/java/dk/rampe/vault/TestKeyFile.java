package dk.rampe.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A key file of its own for a test's hub. */
public final class TestKeyFile {

    private TestKeyFile() {}

    /** The key file in a folder, made when it is not there. */
    public static Path in(Path folder) {
        Path file = at(folder);
        if (Files.notExists(file)) {
            KeyFile.create(file, Instant.EPOCH);
        }
        return file;
    }

    public static Path at(Path folder) {
        return folder.resolve("keys.json");
    }
}
