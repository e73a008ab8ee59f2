package dk.rampe.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs for whatever speaks TLS in the sandbox. What it makes is made once and kept in one folder, so that a
 * certificate that changes is always news.
 */
final class CertificateAuthority {

    private static final X500Principal NAME = new X500Principal("CN=Rampe sandbox");
    private static final Duration VALID = Duration.ofDays(3650);

    private final Path folder;
    private final KeyStoreFile own;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
        this.own = new KeyStoreFile(folder.resolve("authority.p12"));
    }

    static CertificateAuthority in(Path folder) throws IOException, GeneralSecurityException {
        CertificateAuthority authority = new CertificateAuthority(Files.createDirectories(folder));
        if (!authority.own.exists()) {
            authority.makeItself();
        }
        return authority;
    }

    /** The authority's certificate and nothing else. */
    KeyStoreFile trust() throws IOException, GeneralSecurityException {
        KeyStoreFile trust = new KeyStoreFile(folder.resolve("trust.p12"));
        if (!trust.exists()) {
            trust.write(own.certificate());
        }
        return trust;
    }

    /** Key and certificate of a server on this machine, which goes by localhost and 127.0.0.1. */
    KeyStoreFile server(String name) throws IOException, GeneralSecurityException {
        KeyStoreFile server = new KeyStoreFile(folder.resolve(name + ".p12"));
        if (!server.exists()) {
            KeyPair pair = newPair();
            X509v3CertificateBuilder wanted = certificate(name, pair, KeyPurposeId.id_kp_serverAuth)
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                    }));
            server.write(pair.getPrivate(), sign(wanted, own.key()), own.certificate());
        }
        return server;
    }

    /** Key and certificate with which somebody says who he is. */
    KeyStoreFile client(String name) throws IOException, GeneralSecurityException {
        KeyStoreFile client = new KeyStoreFile(folder.resolve("client-" + name + ".p12"));
        if (!client.exists()) {
            KeyPair pair = newPair();
            X509v3CertificateBuilder wanted = certificate(name, pair, KeyPurposeId.id_kp_clientAuth);
            client.write(pair.getPrivate(), sign(wanted, own.key()), own.certificate());
        }
        return client;
    }

    /** The authority's certificate for those who read PEM. */
    Path pem() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("authority.pem");
        try (JcaPEMWriter pem = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            pem.writeObject(own.certificate());
        }
        return file;
    }

    /** Its list of certificates taken back: none. */
    Path revocations() throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(NAME, Date.from(now));
        list.setNextUpdate(Date.from(now.plus(VALID)));
        return Files.write(
                folder.resolve("revoked.crl"), list.build(signer(own.key())).getEncoded());
    }

    private void makeItself() throws IOException, GeneralSecurityException {
        KeyPair pair = newPair();
        X509v3CertificateBuilder wanted = certificate(NAME, pair)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        own.write(pair.getPrivate(), sign(wanted, pair.getPrivate()));
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder certificate(String name, KeyPair pair, KeyPurposeId purpose)
            throws IOException {
        return certificate(new X500Principal("CN=" + name), pair)
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private static X509v3CertificateBuilder certificate(X500Principal subject, KeyPair pair) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(127, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                subject,
                pair.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder wanted, PrivateKey key)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(wanted.build(signer(key)));
    }

    private static ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
