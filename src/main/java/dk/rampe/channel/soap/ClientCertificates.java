package dk.rampe.channel.soap;

import dk.rampe.partner.HubSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a client certificate is good at this moment: chain, validity, revocation list. Asked at each call, for a
 * connection may outlive a certificate; TLS has checked chain and validity when the connection was made.
 */
final class ClientCertificates {

    private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);

    private final Path revocationFile;
    private final Collection<? extends Certificate> authorities;
    private Collection<? extends CRL> revocations = List.of();
    private FileTime revocationsOf;

    ClientCertificates(HubSettings.Soap settings) throws IOException, GeneralSecurityException {
        revocationFile = settings.revocationList();
        try (InputStream content = Files.newInputStream(settings.authorities())) {
            authorities = factory().generateCertificates(content);
        }
        readRevocations();
    }

    /** For TLS. */
    KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        return store;
    }

    boolean isGood(X509Certificate... chain) {
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            authorities.forEach(one -> anchors.add(new TrustAnchor((X509Certificate) one, null)));
            PKIXParameters rules = new PKIXParameters(anchors);
            rules.setRevocationEnabled(true);
            rules.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(readRevocations())));
            List<X509Certificate> path = new ArrayList<>(List.of(chain));
            path.removeIf(authorities::contains);
            CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(path), rules);
            return true;
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn(
                    "SOAP: a client certificate is not good, {}",
                    e instanceof CertPathValidatorException path
                            ? path.getReason()
                            : e.getClass().getSimpleName());
            return false;
        }
    }

    /** A list that cannot be read is as good as none, and then no certificate is good. */
    private synchronized Collection<? extends CRL> readRevocations() throws IOException, GeneralSecurityException {
        FileTime modified = Files.getLastModifiedTime(revocationFile);
        if (!modified.equals(revocationsOf)) {
            try (InputStream content = Files.newInputStream(revocationFile)) {
                revocations = factory().generateCRLs(content);
                revocationsOf = modified;
            }
        }
        return revocations;
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }
}
