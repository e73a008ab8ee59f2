package dk.rampe.mapping;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML from partners: no DTD, no entities from anywhere, nothing larger than a record of ours can be. */
final class XmlInput {

    static final int MAX_DEPTH = 12;
    static final int MAX_TEXT = 100_000;

    private static final Pattern LIMIT = Pattern.compile("(?i)limit \\(\\d+\\) exceeded");
    private static final WstxInputFactory FACTORY = factory();

    private XmlInput() {}

    static XMLStreamReader open(InputStream content, Charset charset) throws XMLStreamException {
        EventLimit limited = new EventLimit(Decoding.strict(content, charset));
        return limited.over(FACTORY.createXMLStreamReader(limited));
    }

    /** For what has been read through once. */
    static XMLEventReader events(InputStream content, Charset charset) throws XMLStreamException {
        return FACTORY.createXMLEventReader(Decoding.strict(content, charset));
    }

    /** The parser's own messages quote what it read, so only the kind of failure is kept. */
    static UnreadableSubmission refusal(XMLStreamException failure, Charset charset) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new UnreadableSubmission(FaultCode.WRONG_CHARSET.fault(null, Map.of("charset", charset.name())));
            }
            if (cause instanceof EventLimit.Exceeded) {
                return new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
            }
            if (cause instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
        }
        boolean limit = LIMIT.matcher(String.valueOf(failure.getMessage())).find();
        return new UnreadableSubmission((limit ? FaultCode.BEYOND_LIMITS : FaultCode.MALFORMED).fault());
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1_000);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 30);
        return factory;
    }
}
