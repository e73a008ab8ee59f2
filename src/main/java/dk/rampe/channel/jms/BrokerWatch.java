package dk.rampe.channel.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Whether the broker can be reached, as the last connection found it: told once when it is lost and once when it is
 * back. A hub without its broker takes files and keeps what it owes, so it is degraded and not down.
 */
@Component("brokerHealthIndicator")
class BrokerWatch implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final String DEGRADED = "DEGRADED";

    private final AtomicBoolean away = new AtomicBoolean();

    /** The same connections, watched. */
    ConnectionFactory over(ConnectionFactory connections) {
        DelegatingConnectionFactory watched = new DelegatingConnectionFactory() {
            @Override
            public Connection createConnection() throws JMSException {
                try {
                    Connection connection = super.createConnection();
                    reached();
                    return connection;
                } catch (JMSException e) {
                    lost(e);
                    throw e;
                }
            }
        };
        watched.setTargetConnectionFactory(connections);
        return watched;
    }

    private void reached() {
        if (away.compareAndSet(true, false)) {
            LOG.info("the broker is back");
        }
    }

    private void lost(JMSException cause) {
        if (away.compareAndSet(false, true)) {
            LOG.warn(
                    "the broker cannot be reached, tried again; intake goes on ({})",
                    cause.getClass().getSimpleName());
        }
    }

    @Override
    public Health health() {
        return away.get() ? Health.status(DEGRADED).build() : Health.up().build();
    }
}
