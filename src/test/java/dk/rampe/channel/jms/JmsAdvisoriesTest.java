package dk.rampe.channel.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import jakarta.jms.JMSException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Advisories about the Camel that is used (4.18.0, camel-jms 4.18.2), and why they are no concern of the hub's, whether
 * the version in use has the mend or not. The one about camel-ftp is in the room of the files.
 */
class JmsAdvisoriesTest {

    /** Read with these; another version needs another look at the list. */
    @Test
    void theVersionsAreThoseThatTheAdvisoriesWereReadFor() {
        assertThat(new DefaultCamelContext().getVersion()).isEqualTo("4.18.0");
        assertThat(JmsComponent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("camel-jms-4.18.2.jar");
    }

    /** Names in any case, and as a broker carries them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelBeanMethodName",
                "CAmelBeanMethodName",
                "cAMELFileName",
                "CAMELJMSDESTINATIONNAME",
                "org.apache.camel.x",
                "ORG_DOT_apache_DOT_camel_DOT_x",
                "JMSReplyTo",
                "jmsmessageid.x"
            })
    void CVE_2026_40453_aHeaderComesInOnlyWhenItIsOnTheListWhateverItsCase(String header) {
        assertThat(new BrokerHeaders().applyFilterToExternalHeaders(header, "x", null))
                .isTrue();
        assertThat(new BrokerHeaders().applyFilterToExternalHeaders("JMSMessageID", "x", null))
                .isFalse();
    }

    @Test
    void CVE_2026_40860_anObjectMessageIsNeverOpened() throws JMSException {
        ObjectMessage message = mock(ObjectMessage.class);
        assertThat(new AcceptedMessages().fromMessage(message)).isEqualTo("");
        verify(message, never()).getObject();
        verify(message, never()).getBody(Object.class);
    }

    /** The class that the first mend trusted. */
    @Test
    void CVE_2026_43866_aWholeExchangeInAMessageCannotBeReadByThisProcess() throws IOException {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getIn().setBody("x");
        assertCannotBeRead(DefaultExchangeHolder.marshal(exchange));
    }

    /** Putting an address into a map looks it up. */
    @Test
    void CVE_2026_42527_aMapOfAddressesCannotBeReadByThisProcess() throws IOException {
        assertCannotBeRead(
                new HashMap<>(Map.of(URI.create("http://127.0.0.1:9/").toURL(), "x")));
    }

    /** Started with -Djdk.serialFilter=!*, as the hub is. */
    private static void assertCannotBeRead(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream to = new ObjectOutputStream(bytes)) {
            to.writeObject(object);
        }
        assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("filter status: REJECTED");
    }

    /** All other advisories open in 4.18.0 are about these. */
    @Test
    void componentsWithOtherOpenAdvisoriesAreNotThere() {
        List<String> schemes = List.of(
                "as2",
                "azure-files",
                "cassandra",
                "coap",
                "cometd",
                "couchbase",
                "couchdb",
                "cxf",
                "cxfrs",
                "docling",
                "dns",
                "elasticsearch-rest-client",
                "exec",
                "google-pubsub",
                "hazelcast",
                "http",
                "infinispan",
                "jetty",
                "knative",
                "leveldb",
                "mina",
                "mongodb-gridfs",
                "neo4j",
                "netty",
                "netty-http",
                "platform-http",
                "pqc",
                "servlet",
                "sjms",
                "smb",
                "undertow",
                "vertx-http");
        assertThat(schemes).allSatisfy(scheme -> assertThat(
                        getClass().getResource("/META-INF/services/org/apache/camel/component/" + scheme))
                .as(scheme)
                .isNull());
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component/jms"))
                .isNotNull();
        Reliability.held(
                Promise.POISON,
                "advisories open in Camel 4.18.0 or camel-jms 4.18.2, for components that are used",
                "CVE-2026-40453, 40860, 42527, 43866, 79983",
                "a test each; " + schemes.size() + " components with other advisories are not there");
    }
}
