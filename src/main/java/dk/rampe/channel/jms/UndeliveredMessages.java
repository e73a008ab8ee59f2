package dk.rampe.channel.jms;

import dk.rampe.delivery.Undelivered;
import dk.rampe.delivery.Undelivered.Reason;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/** Of what the broker gives back: which delivery it was, and why. Its content is not read. */
@Component("undeliveredMessages")
class UndeliveredMessages implements MessageConverter {

    /** Set by the broker on what has expired; what is a dead letter has none. */
    private static final String EXPIRED_AT = "_AMQ_ACTUAL_EXPIRY";

    @Override
    public Object fromMessage(Message message) throws JMSException {
        return Undelivered.of(
                message.getStringProperty("_AMQ_DUPL_ID"),
                message.propertyExists(EXPIRED_AT) ? Reason.EXPIRED : Reason.DEAD_LETTER);
    }

    @Override
    public Message toMessage(Object content, Session session) {
        throw new MessageConversionException("reads only");
    }
}
