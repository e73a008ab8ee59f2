package dk.rampe.channel.jms;

import jakarta.jms.ConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The {@code jms:} of the routes. Made here because Camel's own would let every header in. */
@Configuration(proxyBeanMethods = false)
class BrokerConnection {

    @Bean
    JmsComponent jms(ConnectionFactory connections, BrokerWatch watch) {
        JmsComponent jms = JmsComponent.jmsComponent(watch.over(connections));
        jms.setHeaderFilterStrategy(new BrokerHeaders());
        return jms;
    }
}
