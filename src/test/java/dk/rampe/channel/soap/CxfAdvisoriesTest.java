package dk.rampe.channel.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.util.List;
import java.util.stream.Stream;
import org.apache.cxf.version.Version;
import org.junit.jupiter.api.Test;

/**
 * Advisories of Apache CXF that are open in 4.1.5, of which the hub has everything but the core. {@code SoapEdgeTest}
 * shows that no attachment and no external entity gets as far as CXF.
 */
class CxfAdvisoriesTest {

    /** CVE-2026-49875, entities in schemas and endpoint references; GHSA-ghvc-7hp8-2g2v, headers of attachments. */
    @Test
    void theCoreIsOneInWhichItsAdvisoriesAreMended() {
        List<Integer> version = Stream.of(Version.getCurrentVersion().split("\\."))
                .map(Integer::valueOf)
                .toList();
        assertThat(version.get(0) * 10_000 + version.get(1) * 100 + version.get(2))
                .isGreaterThanOrEqualTo(4_01_07);
    }

    /** CVE-2026-44417 JMS, 44618 WS-Transfer, 50623 to 50645 and later ones JAX-RS, OAuth2, JOSE and the Netty transport. */
    @Test
    void partsWithOtherOpenAdvisoriesAreNotThere() {
        List<String> parts = List.of(
                "transport/jms/JMSTransportFactory",
                "ws/transfer/Create",
                "jaxrs/JAXRSServerFactoryBean",
                "rs/security/oauth2/common/OAuthContext",
                "rs/security/jose/jws/JwsHeaders",
                "transport/http/netty/client/NettyHttpConduit",
                "aegis/databinding/AegisDatabinding");
        assertThat(parts).allSatisfy(part -> assertThat(getClass().getResource("/org/apache/cxf/" + part + ".class"))
                .as(part)
                .isNull());
        assertThat(getClass().getResource("/org/apache/cxf/jaxws/EndpointImpl.class"))
                .isNotNull();
        Reliability.held(
                Promise.POISON,
                "advisories open in CXF 4.1.5, for parts that are used",
                "CVE-2026-49875 and GHSA-ghvc-7hp8-2g2v",
                "mended in the core that is used; " + parts.size() + " parts with other advisories are not there");
    }
}
