package dk.rampe.sandbox;

import jakarta.jms.ConnectionFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/** The two ways into the broker, each with a client of its own make. */
enum Protocol {
    CORE {
        @Override
        ConnectionFactory to(Broker broker) {
            return new ActiveMQConnectionFactory(broker.url());
        }
    },
    AMQP {
        @Override
        ConnectionFactory to(Broker broker) {
            return new JmsConnectionFactory(amqpUrl(broker.port(), broker.trust()));
        }
    };

    abstract ConnectionFactory to(Broker broker);

    static String amqpUrl(int port, KeyStoreFile trust) {
        return ("amqps://127.0.0.1:%d?transport.trustStoreType=%s&transport.trustStoreLocation=%s"
                        + "&transport.trustStorePassword=%s")
                .formatted(
                        port,
                        KeyStoreFile.TYPE,
                        URLEncoder.encode(trust.path().toString(), StandardCharsets.UTF_8),
                        KeyStoreFile.PASSWORD);
    }
}
