package dk.rampe.channel.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.stereotype.Component;

/**
 * Text and bytes only, and no more than a megabyte. Every other message reads as nothing, which is no JSON and is refused
 * as such: an object message is never opened, and a large one not fetched into memory. A step of a route would come too
 * late, for Camel reads the body before it calls one.
 */
@Component("acceptedMessages")
class AcceptedMessages implements MessageConverter {

    private static final String NOTHING = "";

    private static final long MOST_BYTES = 1 << 20;

    /** Bytes of a message that the broker passes on piece by piece; others are smaller than 100 KiB. */
    private static final String LARGE = "_AMQ_LARGE_SIZE";

    @Override
    public Object fromMessage(Message message) throws JMSException {
        Object content = null;
        if (message.propertyExists(LARGE) && message.getLongProperty(LARGE) > MOST_BYTES) {
            return NOTHING;
        }
        if (message instanceof TextMessage text) {
            content = text.getText();
        } else if (message instanceof BytesMessage bytes) {
            content = bytes.getBody(byte[].class);
        }
        return content == null ? NOTHING : content;
    }

    @Override
    public Message toMessage(Object content, Session session) {
        throw new MessageConversionException("reads only");
    }
}
