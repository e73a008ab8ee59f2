package dk.rampe.channel.soap;

import java.io.IOException;
import java.net.URL;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The form of what is sent and answered: {@code ReferralService.xsd}. It may be used by several threads. */
final class Contract {

    static final String NAMESPACE = "urn:rampe:referral-service:1";

    private final Schema schema;

    Contract() {
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            schema = factory.newSchema(resource("ReferralService.xsd"));
        } catch (SAXException e) {
            throw new IllegalStateException("the contract's schema cannot be read", e);
        }
    }

    static URL resource(String name) {
        return Objects.requireNonNull(Contract.class.getResource(name), name);
    }

    /** What breaks the schema is not told: the parser's message quotes it. */
    boolean isKeptBy(Document document) {
        try {
            Validator validator = schema.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            validator.validate(new DOMSource(document));
            return true;
        } catch (SAXException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
