package dk.rampe.channel.soap;

import dk.rampe.partner.Partner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;

/** Whom the hub takes for a partner's service, and how it says who it is itself. */
final class ServiceTls {

    private ServiceTls() {}

    /** The host name is checked besides, by the transport. */
    static TLSClientParameters of(Partner.Service settings) throws IOException, GeneralSecurityException {
        TLSClientParameters tls = new TLSClientParameters();
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(authorities(settings));
        tls.setTrustManagers(trusted.getTrustManagers());
        if (settings.keyStoreFile() != null) {
            char[] password = settings.keyStorePassword().toCharArray();
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(settings.keyStoreFile().toFile(), password), password);
            tls.setKeyManagers(keys.getKeyManagers());
        }
        return tls;
    }

    private static KeyStore authorities(Partner.Service settings) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream content = Files.newInputStream(settings.trustedCertificatesFile())) {
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
                store.setCertificateEntry("authority-" + number++, one);
            }
            return store;
        }
    }
}
