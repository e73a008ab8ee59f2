package dk.rampe.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.springframework.util.FileSystemUtils;

/** A hub with a drop box, one for all test classes of a process. */
public final class OdderHub {

    /** Opens Odder's account. */
    public static final KeyPair KEY = newKey();

    public static final Path FOLDER = folder();

    private static final Map<String, String> SETTINGS = Map.of(
            "ODDER_DROPBOX_KEY",
            PublicKeyEntry.toString(KEY.getPublic()),
            "rampe.dropbox.folder",
            FOLDER.resolve("accounts").toString(),
            "rampe.dropbox.host-key-file",
            FOLDER.resolve("host").toString(),
            "rampe.dropbox.address",
            "127.0.0.1",
            "rampe.dropbox.port",
            "0");

    private OdderHub() {}

    public static TestHub create() {
        return new TestHub(SETTINGS);
    }

    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rampe-dropbox");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
