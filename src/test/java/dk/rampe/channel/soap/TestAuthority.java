package dk.rampe.channel.soap;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates, good ones and others, and says which it takes back. */
final class TestAuthority {

    static final char[] PASSWORD = "test-only".toCharArray();

    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair pair = newPair();
    private final X500Principal name;
    private final X509Certificate own;

    TestAuthority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.own = sign(this.name, pair, Instant.now().minus(DAY), Instant.now().plus(DAY), true);
    }

    /** A key and what the authority says of it. */
    record Identity(KeyPair pair, X509Certificate certificate) {

        KeyStore store() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("it", pair.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
                return store;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    X509Certificate certificate() {
        return own;
    }

    Identity identity(String subject) {
        return identity(subject, Instant.now().minus(DAY), Instant.now().plus(DAY));
    }

    Identity identity(String subject, Instant from, Instant until) {
        KeyPair its = newPair();
        return new Identity(its, sign(new X500Principal("CN=" + subject), its, from, until, false));
    }

    void writeCertificate(Path file) throws IOException, GeneralSecurityException {
        String encoded = Base64.getMimeEncoder().encodeToString(own.getEncoded());
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    static void writeStore(Identity identity, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            identity.store().store(out, PASSWORD);
        }
    }

    /** @param until when the next list is due */
    void writeRevocations(Path file, List<X509Certificate> revoked, Instant until) throws IOException {
        try {
            JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(name, Date.from(until.minus(DAY)));
            list.setNextUpdate(Date.from(until));
            for (X509Certificate one : revoked) {
                list.addCRLEntry(one.getSerialNumber(), new Date(), CRLReason.keyCompromise);
            }
            byte[] encoded = list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            Files.write(file, encoded);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(X500Principal subject, KeyPair its, Instant from, Instant until, boolean authority) {
        try {
            BigInteger number = new BigInteger(100, new SecureRandom());
            JcaX509v3CertificateBuilder wanted = new JcaX509v3CertificateBuilder(
                    name, number, Date.from(from), Date.from(until), subject, its.getPublic());
            if (authority) {
                wanted.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                wanted.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            } else {
                wanted.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            wanted.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
