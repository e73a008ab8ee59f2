package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    @TempDir
    Path folder;

    @Test
    void aServersCertificateIsSignedByTheAuthorityForThisMachine() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(folder);
        X509Certificate server = authority.server("broker").certificate();

        server.verify(authority.trust().certificate().getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.trust().certificate().getBasicConstraints()).isZero();
    }

    @Test
    void aClientsCertificateIsSignedToSayWhoSomebodyIsAndNothingElse() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(folder);
        X509Certificate client = authority.client("aarhus").certificate();

        client.verify(authority.trust().certificate().getPublicKey());
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(client.getSubjectX500Principal()).hasToString("CN=aarhus");
        assertThat(authority.client("aarhus").certificate()).isEqualTo(client);
    }

    @Test
    void whoTrustsTheAuthorityCanReadItsCertificateAndItsListOfThoseTakenBack() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(folder);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate itself = authority.trust().certificate();

        assertThat(factory.generateCertificate(Files.newInputStream(authority.pem())))
                .isEqualTo(itself);
        X509CRL revoked = (X509CRL) factory.generateCRL(Files.newInputStream(authority.revocations()));
        revoked.verify(itself.getPublicKey());
        assertThat(revoked.getRevokedCertificates()).isNull();
        assertThat(revoked.getNextUpdate()).isInTheFuture();
        assertThat(itself.getKeyUsage()[6]).as("may sign such a list").isTrue();
    }

    @Test
    void aSecondStartFindsWhatTheFirstMade() throws Exception {
        X509Certificate first = CertificateAuthority.in(folder).server("broker").certificate();
        X509Certificate authority = CertificateAuthority.in(folder).trust().certificate();

        assertThat(CertificateAuthority.in(folder).server("broker").certificate())
                .isEqualTo(first);
        assertThat(CertificateAuthority.in(folder).trust().certificate()).isEqualTo(authority);
    }

    @Test
    void whatIsKeptIsTheOwnersOnly() throws Exception {
        CertificateAuthority.in(folder).server("broker");
        BrokerUsers.in(folder, List.of("hub"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }
}
