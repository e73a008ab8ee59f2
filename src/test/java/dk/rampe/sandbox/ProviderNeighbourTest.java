package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.partner.Partner;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

class ProviderNeighbourTest {

    private static final String PROVIDER = "ny-provider";
    private static final Partner.Jms ADDRESSES = new Partner.Jms(
            "rampe.provider.ny.sager", "rampe.provider.ny.progress", "rampe.provider.ny.rejected", Duration.ofDays(14));

    @TempDir
    Path folder;

    @BeforeAll
    static void quiet() {
        LoggingSystem.get(ProviderNeighbourTest.class.getClassLoader())
                .setLogLevel("org.apache.activemq", LogLevel.ERROR);
    }

    @Test
    void aProviderThatLosesItsConnectionComesBackAndMissesNothing() throws Exception {
        SandboxFolders folders = new SandboxFolders(folder);
        Path received = folders.neighbour(PROVIDER).resolve("sager");
        try (Broker broker = Broker.start(folders, Broker.ANY_PORT, Map.of(PROVIDER, ADDRESSES));
                ProviderNeighbour neighbour = ProviderNeighbour.start(PROVIDER, ADDRESSES, folders, broker)) {
            assertThat(neighbour).isNotNull();
            send(broker, "before");
            await().untilAsserted(
                            () -> assertThat(received.toFile().listFiles()).hasSize(1));
            assertThat(broker.server
                            .getActiveMQServer()
                            .getActiveMQServerControl()
                            .closeConnectionsForUser(PROVIDER))
                    .isTrue();
            send(broker, "after");
            await().untilAsserted(
                            () -> assertThat(received.toFile().listFiles()).hasSize(2));
        }
    }

    /** As bytes, which is how a route sends them when nobody makes a string of them. */
    private static void send(Broker broker, String caseNumber) throws JMSException {
        try (Connection connection = new ActiveMQConnectionFactory(
                        broker.url(), Broker.HUB, broker.password(Broker.HUB))
                .createConnection()) {
            Session session = connection.createSession();
            var message = session.createBytesMessage();
            message.writeBytes("{\"caseNumber\":\"%s\"}".formatted(caseNumber).getBytes(StandardCharsets.UTF_8));
            session.createProducer(new ActiveMQQueue(ADDRESSES.cases())).send(message);
        }
    }
}
