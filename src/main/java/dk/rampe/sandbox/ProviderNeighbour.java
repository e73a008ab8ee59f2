package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider on the broker. Each of its addresses is a folder, named after the address's last word: what it gets is
 * written to {@code cases} and {@code rejected}, what is laid in {@code progress} it sends.
 */
final class ProviderNeighbour implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderNeighbour.class);
    private static final long WAIT_MILLIS = 250;
    private static final int BATCH = 200;

    private final Partner.Jms addresses;
    private final ReceivedMessages cases;
    private final ReceivedMessages rejected;
    private final ProgressFiles progress;
    private final ActiveMQConnectionFactory connections;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;

    private ProviderNeighbour(String partner, Partner.Jms addresses, Path home, ActiveMQConnectionFactory connections)
            throws IOException {
        this.addresses = addresses;
        this.cases = new ReceivedMessages(folder(home, addresses.cases()));
        this.rejected = new ReceivedMessages(folder(home, addresses.rejected()));
        this.progress = new ProgressFiles(folder(home, addresses.progress()));
        this.connections = connections;
        this.worker = new Thread(this::work, "sandbox-" + partner);
        worker.setDaemon(true);
    }

    static ProviderNeighbour start(String partner, Partner.Jms addresses, SandboxFolders folders, Broker broker)
            throws IOException {
        ProviderNeighbour neighbour = new ProviderNeighbour(
                partner,
                addresses,
                folders.neighbour(partner),
                new ActiveMQConnectionFactory(broker.url(), partner, broker.password(partner)));
        neighbour.worker.start();
        return neighbour;
    }

    private static Path folder(Path home, String address) throws IOException {
        return Files.createDirectories(home.resolve(address.substring(address.lastIndexOf('.') + 1)));
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void work() {
        while (!isStopped()) {
            try (Connection connection = connections.createConnection()) {
                connection.start();
                exchange(connection.createSession(Session.SESSION_TRANSACTED));
            } catch (JMSException | IOException | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void exchange(Session session) throws JMSException, IOException {
        MessageConsumer newCases = session.createConsumer(session.createQueue(addresses.cases()));
        MessageConsumer newRejections = session.createConsumer(session.createQueue(addresses.rejected()));
        MessageProducer events = session.createProducer(session.createQueue(addresses.progress()));
        while (!isStopped()) {
            take(newCases, cases, session);
            take(newRejections, rejected, session);
            progress.send(session, events);
        }
    }

    /** Written first, acknowledged after. */
    private static void take(MessageConsumer consumer, ReceivedMessages folder, Session session)
            throws JMSException, IOException {
        Message message = consumer.receive(WAIT_MILLIS);
        if (message == null) {
            return;
        }
        for (int taken = 1; message != null; taken++) {
            folder.keep(message);
            message = taken < BATCH ? consumer.receiveNoWait() : null;
        }
        session.commit();
    }

    private void pause(Exception cause) {
        if (isStopped()) {
            return;
        }
        LOG.warn("Sandbox: {} lost the broker and tries again: {}", worker.getName(), cause.toString());
        try {
            stopped.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        worker.join(TimeUnit.SECONDS.toMillis(10));
        connections.close();
    }
}
