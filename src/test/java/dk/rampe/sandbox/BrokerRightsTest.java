package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.partner.Partner;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Who gets what from the broker, asked in both protocols of everybody about everything. */
class BrokerRightsTest {

    private static final String SIND = "rampe.provider.sind";
    private static final String OTHER = "rampe.provider.other";
    private static final List<String> USERS = List.of("hub", "sind", "other");

    private static final List<String> QUEUES = List.of(
            SIND + ".cases",
            SIND + ".rejected",
            SIND + ".progress",
            OTHER + ".cases",
            OTHER + ".rejected",
            OTHER + ".progress",
            "rampe.undelivered",
            "DLQ");

    /** Ways around: wildcards, a queue asked for under another's address, the broker's own addresses. */
    private static final List<String> TRICKS = List.of(
            "#",
            "rampe.#",
            "rampe.provider.#",
            "rampe.provider.*.cases",
            OTHER + ".cases::" + SIND + ".cases",
            SIND + ".cases::" + OTHER + ".cases",
            "activemq.management",
            "activemq.notifications",
            "$sys.anything",
            "rampe.provider.sind.new");

    @TempDir
    static Path folder;

    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        LoggingSystem.get(BrokerRightsTest.class.getClassLoader()).setLogLevel("org.apache.activemq", LogLevel.OFF);
        LoggingSystem.get(BrokerRightsTest.class.getClassLoader()).setLogLevel("org.apache.qpid", LogLevel.OFF);
        broker = Broker.start(
                new SandboxFolders(folder),
                Broker.ANY_PORT,
                Map.of(
                        "sind", addresses(SIND),
                        "other", addresses(OTHER)));
        for (String queue : QUEUES) {
            for (int i = 0; i < 20; i++) {
                CoreMessage message = new CoreMessage(
                        broker.server.getActiveMQServer().getStorageManager().generateID(), 64);
                message.setAddress(queue);
                message.putStringProperty("laidIn", queue);
                broker.server.getActiveMQServer().getPostOffice().route(message, false);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    /** What one user tries with one address: the queue it had a message of, else null. */
    private interface Attempt {
        String on(Session session, String address) throws JMSException;
    }

    @ParameterizedTest
    @EnumSource
    void aProviderReadsItsCasesAndRejectionsAndTheHubProgressWhatCameBackAndTheCasesItSent(Protocol protocol) {
        Set<String> expected = Set.of(
                "hub " + SIND + ".progress",
                "hub " + OTHER + ".progress",
                "hub rampe.undelivered",
                "hub " + SIND + ".cases",
                "hub " + OTHER + ".cases",
                "sind " + SIND + ".cases",
                "sind " + SIND + ".rejected",
                "other " + OTHER + ".cases",
                "other " + OTHER + ".rejected");

        assertThat(had(protocol, (session, address) -> read(session, session.createQueue(address))))
                .isEqualTo(expected);
        assertThat(had(protocol, (session, address) -> read(session, session.createTopic(address))))
                .isSubsetOf(expected);
        Set<String> browsed = new TreeSet<>(expected);
        browsed.remove("hub rampe.undelivered");
        assertThat(had(protocol, (session, address) -> browse(session, session.createQueue(address))))
                .isEqualTo(browsed);
    }

    @ParameterizedTest
    @EnumSource
    void aProviderSendsItsProgressAndTheHubCasesAndRejections(Protocol protocol) {
        Set<String> expected = Set.of(
                "hub " + SIND + ".cases",
                "hub " + SIND + ".rejected",
                "hub " + OTHER + ".cases",
                "hub " + OTHER + ".rejected",
                "sind " + SIND + ".progress",
                "other " + OTHER + ".progress");

        Set<String> sent = new TreeSet<>();
        Set<String> arrived = new TreeSet<>();
        for (String user : USERS) {
            Map<String, Long> before = counts();
            attempts(protocol, user, BrokerRightsTest::send).forEach(address -> sent.add(user + " " + address));
            counts().forEach((queue, count) -> {
                if (count > before.get(queue)) {
                    arrived.add(user + " " + queue);
                }
            });
        }
        sent.removeIf(one -> one.contains("::"));
        assertThat(sent).isEqualTo(expected);
        assertThat(arrived).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyMakesQueues(Protocol protocol) {
        long before = broker.server.getActiveMQServer().getTotalConsumerCount();
        assertThat(had(protocol, (session, address) -> session.createTemporaryQueue()
                        .getQueueName()))
                .isEmpty();
        assertThat(had(protocol, (session, address) -> session.createTemporaryTopic()
                        .getTopicName()))
                .isEmpty();
        assertThat(had(protocol, (session, address) -> session.createSharedDurableConsumer(
                                session.createTopic(address), "mine")
                        .toString()))
                .isEmpty();
        assertThat(counts().keySet()).containsExactlyInAnyOrderElementsOf(QUEUES);
        assertThat(broker.server.getActiveMQServer().getTotalConsumerCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsInWithoutTheRightPassword(Protocol protocol) {
        ConnectionFactory connections = protocol.to(broker);

        assertThatThrownBy(() -> connect(connections, null, null)).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect(connections, "sind", "")).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect(connections, "sind", broker.password("other")))
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect(connections, "admin", "admin")).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void withoutTlsNothingIsSaid() throws Exception {
        String plain = "tcp://127.0.0.1:" + broker.port() + "?callTimeout=1000";
        assertThatThrownBy(() -> connect(new ActiveMQConnectionFactory(plain), "sind", broker.password("sind")))
                .isInstanceOf(JMSException.class);
        for (String greeting :
                List.of("AMQP\0\1\0\0", "AMQP\3\1\0\0", "ARTEMIS", "CONNECT\n\n\0", "GET / HTTP/1.1\r\n\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", broker.port())) {
                socket.setSoTimeout(500);
                OutputStream out = socket.getOutputStream();
                out.write(greeting.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                assertThat(answer(socket)).as(greeting).isEmpty();
            }
        }
    }

    /** Nothing but a TLS alert: record type 21, two bytes long. */
    private static byte[] answer(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[16];
        int length;
        try {
            length = in.readNBytes(answer, 0, answer.length);
        } catch (SocketTimeoutException silence) {
            length = 0;
        }
        return length == 7 && answer[0] == 21 ? new byte[0] : Arrays.copyOf(answer, length);
    }

    private static String read(Session session, Destination from) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(from)) {
            return queueOf(consumer.receive(300));
        }
    }

    private static String browse(Session session, Queue queue) throws JMSException {
        Enumeration<?> messages = session.createBrowser(queue).getEnumeration();
        return messages.hasMoreElements() ? queueOf((Message) messages.nextElement()) : null;
    }

    private static String queueOf(Message message) throws JMSException {
        return message == null ? null : message.getStringProperty("laidIn");
    }

    private static String send(Session session, String address) throws JMSException {
        session.createProducer(session.createQueue(address)).send(session.createTextMessage("{}"));
        return address;
    }

    private static Set<String> had(Protocol protocol, Attempt attempt) {
        Set<String> had = new TreeSet<>();
        for (String user : USERS) {
            attempts(protocol, user, attempt).forEach(queue -> had.add(user + " " + queue));
        }
        return had;
    }

    /** Each in a session of its own, of one connection: a handshake for each would take most of the time. */
    private static Set<String> attempts(Protocol protocol, String user, Attempt attempt) {
        Set<String> had = new TreeSet<>();
        try (Connection connection = connect(protocol.to(broker), user, broker.password(user))) {
            for (List<String> addresses : List.of(QUEUES, TRICKS)) {
                for (String address : addresses) {
                    try (Session session = connection.createSession()) {
                        String queue = attempt.on(session, address);
                        if (queue != null) {
                            had.add(queue);
                        }
                    } catch (JMSException refused) {
                        // as most are
                    }
                }
            }
            // it was these that were refused, and not all that came after one of them
            connection.createSession().close();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        return had;
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String queue :
                broker.server.getActiveMQServer().getActiveMQServerControl().getQueueNames()) {
            counts.put(
                    queue, broker.server.getActiveMQServer().locateQueue(queue).getMessageCount());
        }
        return counts;
    }

    private static Partner.Jms addresses(String prefix) {
        return new Partner.Jms(prefix + ".cases", prefix + ".progress", prefix + ".rejected", Duration.ofDays(14));
    }

    private static Connection connect(ConnectionFactory connections, String user, String password) throws JMSException {
        Connection connection = connections.createConnection(user, password);
        try {
            connection.start();
            connection.createSession().close();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }
}
