package dk.rampe.channel.dropbox;

import dk.rampe.partner.Partner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** The server's own key, and those that open accounts. */
final class Keys {

    private Keys() {}

    /** @throws InvalidConfigurationPropertyValueException for a key that cannot be read; never shows it */
    static List<PublicKey> of(String id, Partner partner) {
        List<PublicKey> keys = new ArrayList<>();
        for (Map.Entry<String, String> key : partner.dropbox().keys().entrySet()) {
            try {
                keys.add(AuthorizedKeyEntry.parseAuthorizedKeyEntry(key.getValue())
                        .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                throw new InvalidConfigurationPropertyValueException(
                        "rampe.partners." + id + ".dropbox.keys." + key.getKey(),
                        "(not shown)",
                        "A public key as in authorized_keys is needed");
            }
        }
        return keys;
    }

    /** Made when it is not there; kept, so that partners can pin it. */
    static KeyPair host(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "host", ".tmp");
            try (var out = Files.newOutputStream(draft)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(generator.generateKeyPair(), "rampe", null, out);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        try (var in = Files.newInputStream(file)) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("host key"), in, null)
                    .iterator()
                    .next();
        }
    }
}
