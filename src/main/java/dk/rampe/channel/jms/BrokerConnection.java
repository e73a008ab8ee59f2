package dk.rampe.channel.jms;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.camel.component.jms.JmsComponent;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The {@code jms:} of the routes. Made here because Camel's own would let every header in. */
@Configuration(proxyBeanMethods = false)
class BrokerConnection {

    /**
     * A broker that says nothing is given up: well within a delivery's lease, and before a stop of the hub is forced
     * ({@code camel.main.shutdown-timeout}).
     */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    /** After which the broker hands to another node what one that is held up has fetched ahead: within a lease's time. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(8);

    @Bean
    JmsComponent jms(ConnectionFactory connections, BrokerWatch watch) {
        if (connections instanceof JmsPoolConnectionFactory pool
                && pool.getConnectionFactory() instanceof ActiveMQConnectionFactory artemis) {
            artemis.setCallTimeout(LONGEST_CALL.toMillis());
            artemis.setConnectionTTL(SILENCE.toMillis());
            artemis.setClientFailureCheckPeriod(SIGN_OF_LIFE.toMillis());
        }
        JmsComponent jms = JmsComponent.jmsComponent(watch.over(connections));
        jms.setHeaderFilterStrategy(new BrokerHeaders());
        // a session would ask the broker for the queue, with each message anew
        jms.setDestinationResolver((session, name, topic) -> ActiveMQDestination.createQueue(name));
        return jms;
    }
}
