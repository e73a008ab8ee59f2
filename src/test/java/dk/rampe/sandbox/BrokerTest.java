package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.Partner;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

class BrokerTest {

    private static final Map<String, Partner.Jms> PROVIDERS = Map.of(
            "sind",
            new Partner.Jms(
                    "rampe.provider.sind.cases",
                    "rampe.provider.sind.progress",
                    "rampe.provider.sind.rejected",
                    Duration.ofDays(14)));

    private static final String CASES = "rampe.provider.sind.cases";

    @TempDir
    Path folder;

    @BeforeAll
    static void quiet() {
        LoggingSystem.get(BrokerTest.class.getClassLoader()).setLogLevel("org.apache.activemq", LogLevel.ERROR);
    }

    @Test
    void messagesOutliveTheBrokerAndADeliverySentAgainIsStillOne() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            send(broker, "7d1c", "first time");
        }
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            send(broker, "7d1c", "second time");
            send(broker, "8e2d", "another");
            assertThat(receive(broker)).containsExactly("first time", "another");
        }
    }

    @Test
    void aMessageThatFailsComesAgainAfterAPause() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            send(broker, "7d1c", "not now");
            try (Connection connection = connect(broker, "sind")) {
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(new ActiveMQQueue(CASES));
                assertThat(consumer.receive(5000)).isNotNull();
                session.rollback();
                assertThat(consumer.receive(200)).isNull();
                assertThat(consumer.receive(5000)).isNotNull();
                session.commit();
            }
        }
    }

    private static void send(Broker broker, String delivery, String text) throws JMSException {
        try (Connection connection = connect(broker, Broker.HUB)) {
            Session session = connection.createSession();
            Message message = session.createTextMessage(text);
            message.setStringProperty("_AMQ_DUPL_ID", delivery);
            session.createProducer(new ActiveMQQueue(CASES)).send(message);
        }
    }

    private static List<String> receive(Broker broker) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect(broker, "sind")) {
            MessageConsumer consumer = connection.createSession().createConsumer(new ActiveMQQueue(CASES));
            for (Message message = consumer.receive(2000); message != null; message = consumer.receive(200)) {
                texts.add(message.getBody(String.class));
            }
        }
        return texts;
    }

    private static Connection connect(Broker broker, String user) throws JMSException {
        Connection connection =
                new ActiveMQConnectionFactory(broker.url(), user, broker.password(user)).createConnection();
        connection.start();
        return connection;
    }
}
