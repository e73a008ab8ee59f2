package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The provider's system with a client that is not ours: it writes a case down and acknowledges it then, and sends an
 * event again until the broker has said that it has it.
 */
final class AmqpProvider implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionFactory connections;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread receiver = new Thread(this::receive, "provider-receives");
    private volatile int sent;
    private volatile int sendsThatFailed;
    private volatile long pace = Long.MAX_VALUE;

    AmqpProvider(ConnectionFactory connections) {
        this.connections = connections;
        receiver.start();
    }

    /** Bodies of case messages in the order in which they came, one that came again among them. */
    List<String> received() {
        return received;
    }

    /** No more events than this for now. */
    void sendNoMoreThan(long events) {
        pace = events;
    }

    /** Each may be with the broker all the same, and was sent again. */
    int sendsThatFailed() {
        return sendsThatFailed;
    }

    int receivedAgain() {
        return received.size() - byMessageId().size();
    }

    /** Fails when one message came with two contents. */
    Map<String, JsonNode> byMessageId() {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (String body : received) {
            String id = read(body).get("messageId").asText();
            assertThat(bodies.getOrDefault(id, body)).isEqualTo(body);
            bodies.put(id, body);
        }
        Map<String, JsonNode> messages = new LinkedHashMap<>();
        bodies.forEach((id, body) -> messages.put(id, read(body)));
        return messages;
    }

    /** Each case's messages came in the order in which the hub learned what they tell. */
    void assertInOrderPerCase() {
        Map<String, Long> last = new HashMap<>();
        byMessageId().values().forEach(message -> {
            long number = message.at("/sentFor/number").asLong();
            Long before = last.put(message.get("participationId").asText(), number);
            assertThat(number).isGreaterThan(before == null ? 0 : before);
        });
    }

    static List<String> sampleEvents() {
        try {
            return Files.readAllLines(Path.of("src/main/resources/sandbox/sind/progress/progress.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds what the hub has sent, and nothing else. */
    void assertHoldsAllThatWasSent(Hub hub) {
        assertThat(byMessageId().keySet())
                .isEqualTo(Set.copyOf(hub.strings("select id from delivery where kind = 'CASE' and state = 'SENT'")));
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON");
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void receive() {
        while (!isStopped()) {
            try (Connection connection = connections.createConnection()) {
                connection.start();
                Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue("rampe.provider.sind.cases"));
                while (!isStopped()) {
                    Message message = consumer.receive(200);
                    if (message != null) {
                        received.add(message.getBody(String.class));
                        message.acknowledge();
                    }
                }
            } catch (JMSException lost) {
                pause();
            }
        }
    }

    /** Returns when the broker has acknowledged every one. */
    void send(List<String> events) {
        while (sent < events.size()) {
            try (Connection connection = connections.createConnection()) {
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(session.createQueue("rampe.provider.sind.progress"));
                while (sent < events.size()) {
                    if (sent >= pace) {
                        LockSupport.parkNanos(1_000_000);
                        continue;
                    }
                    sendsThatFailed++;
                    producer.send(session.createTextMessage(events.get(sent)));
                    sendsThatFailed--;
                    sent++;
                }
            } catch (JMSException lost) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        receiver.join(TimeUnit.SECONDS.toMillis(10));
    }
}
