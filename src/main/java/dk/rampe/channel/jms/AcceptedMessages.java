package dk.rampe.channel.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.component.jms.JmsMessage;
import org.springframework.stereotype.Component;

/** Text and bytes only: an object message is never opened. */
@Component("acceptedMessages")
class AcceptedMessages implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getIn() instanceof JmsMessage message
                && (message.getJmsMessage() instanceof TextMessage || message.getJmsMessage() instanceof BytesMessage);
    }
}
