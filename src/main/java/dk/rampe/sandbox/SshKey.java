package dk.rampe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * A key kept in a file in OpenSSH's format, readable by its owner only; made the first time it is asked for. ECDSA,
 * because the server has no Ed25519 without a further library.
 */
record SshKey(KeyPair pair) {

    static SshKey at(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            make(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new SshKey(SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in, null)
                    .iterator()
                    .next());
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(file.getParent(), "key", ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    generator.generateKeyPair(), "rampe sandbox", null, out);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Algorithm and key, as {@code authorized_keys} has them. */
    String publicKey() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    /** A line of {@code known_hosts}. */
    String knownAt(String host, int port) {
        return "[%s]:%d %s%n".formatted(host, port, publicKey());
    }
}
