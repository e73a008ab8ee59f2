package dk.rampe.channel.jms;

import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * Headers at the broker: in, none but those on the list (a foreign header must not steer a route, whatever its case);
 * out, those that carry order and idempotency.
 */
final class BrokerHeaders extends DefaultHeaderFilterStrategy {

    BrokerHeaders() {
        setFilterOnMatch(false);
        setInFilterPattern("JMS(MessageID|Redelivered|Timestamp|XDeliveryCount)");
        setOutFilterPattern("JMSXGroupID|_AMQ_DUPL_ID|JMSExpiration");
    }
}
