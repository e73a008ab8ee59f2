package dk.rampe.mainjob;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The provider's system with a client that is not ours: it writes a case down and acknowledges it then, and sends an
 * event again until the broker has said that it has it.
 */
final class AmqpProvider implements AutoCloseable {

    private final ConnectionFactory connections;
    private final List<String> cases = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread receiver = new Thread(this::receive, "provider-receives");
    private int sentAgain;

    AmqpProvider(ConnectionFactory connections) {
        this.connections = connections;
        receiver.start();
    }

    /** Bodies in the order in which they came, one that came again among them. */
    List<String> cases() {
        return cases;
    }

    /** Of the events sent, how many were sent more than once. */
    int sentAgain() {
        return sentAgain;
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
                        cases.add(message.getBody(String.class));
                        message.acknowledge();
                    }
                }
            } catch (JMSException lost) {
                pause();
            }
        }
    }

    void send(List<String> events) {
        int next = 0;
        while (next < events.size()) {
            try (Connection connection = connections.createConnection()) {
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(session.createQueue("rampe.provider.sind.progress"));
                for (; next < events.size(); next++) {
                    producer.send(session.createTextMessage(events.get(next)));
                }
            } catch (JMSException lost) {
                sentAgain++;
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
