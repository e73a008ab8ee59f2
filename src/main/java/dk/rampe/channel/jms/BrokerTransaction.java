package dk.rampe.channel.jms;

import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.stereotype.Component;

/**
 * What a route sends to the broker within it goes out as a whole or not at all. No part of the database's transactions:
 * its manager must not be found in their place.
 */
@Component("brokerTransaction")
class BrokerTransaction extends SpringTransactionPolicy {

    BrokerTransaction(JmsComponent jms) {
        super(new JmsTransactionManager(jms.getConfiguration().getConnectionFactory()));
    }
}
