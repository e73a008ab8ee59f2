package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.partner.Partner;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static final String PROGRESS = "rampe.provider.sind.progress";
    private static final String UNDELIVERED = "rampe.undelivered";

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

    @Test
    void whatIsNotFetchedInTimeComesBackToTheHubByItsIdAndCanBeSentUnderAnother() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            send(broker, "7d1c", "too late", 1);
            broker.server.getActiveMQServer().locateQueue(CASES).expireReferences(() -> {});
            Message back = receiveOne(broker, Broker.HUB, UNDELIVERED);
            assertThat(back.getStringProperty("_AMQ_DUPL_ID")).isEqualTo("7d1c");
            assertThat(back.propertyExists("_AMQ_ACTUAL_EXPIRY")).isTrue();

            send(broker, "7d1c", "the same again", 0);
            send(broker, "7d1c/1", "sent again", 0);
            assertThat(receive(broker)).containsExactly("sent again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CASES, "rampe.provider.sind.rejected"})
    void whatIsGivenBackTenTimesIsKeptApart(String address) throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            withoutPauses(broker, address);
            try (Connection connection = connect(broker, "hub")) {
                Session session = connection.createSession();
                session.createProducer(session.createQueue(address)).send(session.createTextMessage("poison"));
            }
            try (Connection connection = connect(broker, "sind")) {
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(address));
                for (int i = 0; i < 10; i++) {
                    assertThat(consumer.receive(5000)).isNotNull();
                    session.rollback();
                }
                assertThat(consumer.receive(200)).isNull();
            }
            Queue queue = broker.server.getActiveMQServer().locateQueue(UNDELIVERED);
            await().until(() -> queue.getMessageCount() == 1);
            assertThat(broker.server.getActiveMQServer().getSecurityRepository().getMatch(UNDELIVERED))
                    .allMatch(role -> role.getName().equals("hub"));
        }
    }

    @Test
    void anEventThatTheHubGivesBackStaysHoweverOftenAndHoweverOld() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            withoutPauses(broker, PROGRESS);
            try (Connection connection = connect(broker, "sind")) {
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(session.createQueue(PROGRESS));
                producer.setTimeToLive(1);
                producer.send(session.createTextMessage("poison"));
            }
            try (Connection connection = connect(broker, "hub")) {
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(PROGRESS));
                for (int i = 1; i <= 12; i++) {
                    assertThat(consumer.receive(5000).getIntProperty("JMSXDeliveryCount"))
                            .isEqualTo(i);
                    session.rollback();
                }
            }
            assertThat(broker.server.getActiveMQServer().locateQueue("DLQ").getMessageCount())
                    .isZero();
        }
    }

    @Test
    void everyAddressHasTheSettingsOfTheShippedFile() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            Configuration configuration = broker.server.getActiveMQServer().getConfiguration();
            assertThat(configuration.getIDCacheSize()).isEqualTo(200_000);
            assertThat(configuration.isPersistIDCache()).isTrue();
            assertThat(configuration.isPersistenceEnabled()).isTrue();
            assertThat(configuration.isJournalDatasync()).isTrue();
            Map<String, String> apart = Map.of(
                    CASES,
                    UNDELIVERED,
                    "rampe.provider.sind.rejected",
                    UNDELIVERED,
                    PROGRESS,
                    "DLQ",
                    UNDELIVERED,
                    "DLQ");
            apart.forEach((address, expected) -> {
                AddressSettings settings = broker.server
                        .getActiveMQServer()
                        .getAddressSettingsRepository()
                        .getMatch(address);
                assertThat(settings.getDeadLetterAddress().toString()).isEqualTo(expected);
                assertThat(settings.getExpiryAddress().toString()).isEqualTo(expected);
                assertThat(settings.getMaxDeliveryAttempts()).isEqualTo(isTheHubs(address) ? -1 : 10);
                assertThat(settings.getRedeliveryDelay()).isEqualTo(1000);
                assertThat(settings.getRedeliveryMultiplier()).isEqualTo(3);
                assertThat(settings.getMaxRedeliveryDelay()).isEqualTo(isTheHubs(address) ? 300_000 : 1_800_000);
                assertThat(settings.isNoExpiry()).isEqualTo(address.equals(PROGRESS));
                assertThat(settings.isAutoCreateQueues()).isFalse();
                assertThat(settings.isAutoCreateAddresses()).isFalse();
                assertThat(settings.getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.PAGE);
            });
        }
    }

    private static boolean isTheHubs(String address) {
        return address.equals(UNDELIVERED) || address.equals(PROGRESS);
    }

    @Test
    void whatWasFetchedIsSoonInNoFileOfTheBrokers() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            exchange(broker, 20, "CANARY");
            assertThat(filesWithCanary()).isNotEmpty();
            int megabytes = 0;
            while (megabytes < 4 && !filesWithCanary().isEmpty()) {
                exchange(broker, 500, "x".repeat(2000));
                megabytes++;
            }
            assertThat(filesWithCanary()).isEmpty();
        }
    }

    private static void exchange(Broker broker, int messages, String text) throws JMSException {
        try (Connection sending = connect(broker, Broker.HUB);
                Connection receiving = connect(broker, "sind")) {
            Session session = sending.createSession();
            MessageProducer producer = session.createProducer(new ActiveMQQueue(CASES));
            MessageConsumer consumer = receiving.createSession().createConsumer(new ActiveMQQueue(CASES));
            for (int i = 0; i < messages; i++) {
                Message message = session.createTextMessage(text);
                message.setStringProperty("_AMQ_DUPL_ID", UUID.randomUUID().toString());
                producer.send(message);
                assertThat(consumer.receive(5000)).isNotNull();
            }
        }
    }

    private List<Path> filesWithCanary() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (text.contains("CANARY") || text.contains("C\0A\0N\0A\0R\0Y")) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    @Test
    void aClientThatTrustsAnotherAuthorityDoesNotConnect() throws Exception {
        try (Broker broker = Broker.start(new SandboxFolders(folder), Broker.ANY_PORT, PROVIDERS)) {
            KeyStoreFile foreign =
                    CertificateAuthority.in(folder.resolve("foreign")).trust();
            String url = Broker.url(broker.port(), foreign);
            assertThatThrownBy(() ->
                            new ActiveMQConnectionFactory(url, "sind", broker.password("sind")).createConnection())
                    .isInstanceOf(JMSException.class);
        }
    }

    private static void withoutPauses(Broker broker, String address) {
        var settings = broker.server.getActiveMQServer().getAddressSettingsRepository();
        settings.addMatch(address, new AddressSettings(settings.getMatch(address)).setRedeliveryDelay(0));
    }

    private static void send(Broker broker, String delivery, String text) throws JMSException {
        send(broker, delivery, text, 0);
    }

    private static void send(Broker broker, String delivery, String text, long timeToLive) throws JMSException {
        try (Connection connection = connect(broker, Broker.HUB)) {
            Session session = connection.createSession();
            Message message = session.createTextMessage(text);
            message.setStringProperty("_AMQ_DUPL_ID", delivery);
            MessageProducer producer = session.createProducer(new ActiveMQQueue(CASES));
            producer.setTimeToLive(timeToLive);
            producer.send(message);
        }
    }

    private static Message receiveOne(Broker broker, String user, String address) throws JMSException {
        try (Connection connection = connect(broker, user)) {
            Message message = connection
                    .createSession()
                    .createConsumer(new ActiveMQQueue(address))
                    .receive(5000);
            assertThat(message).isNotNull();
            return message;
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
