package dk.rampe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

/** Who may log in to the sandbox's broker; passwords are made once, and kept where only their owner reads them. */
final class BrokerUsers {

    private final Properties passwords = new Properties();

    private BrokerUsers() {}

    /** @param wanted those who must have a password when this returns */
    static BrokerUsers in(Path folder, Collection<String> wanted) throws IOException {
        Path file = Files.createDirectories(folder).resolve("users.properties");
        BrokerUsers users = new BrokerUsers();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                users.passwords.load(in);
            }
        }
        if (!users.names().containsAll(wanted)) {
            wanted.forEach(name -> users.passwords.putIfAbsent(name, newPassword()));
            users.save(file);
        }
        return users;
    }

    private static String newPassword() {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** A temporary file is its owner's only, and stays so under its new name. */
    private void save(Path file) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), "users", ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            passwords.store(out, null);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Set<String> names() {
        return passwords.stringPropertyNames();
    }

    String password(String name) {
        return passwords.getProperty(name);
    }
}
