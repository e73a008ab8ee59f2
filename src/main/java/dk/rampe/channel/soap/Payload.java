package dk.rampe.channel.soap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.cxf.interceptor.Fault;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What stands in the body of an envelope, as a document of its own. */
record Payload(Document document) {

    /** @throws Fault when what is left of the message cannot be read */
    static Payload of(Source body) {
        try {
            Document document = builder().newDocument();
            if (body instanceof DOMSource dom) {
                Node node = dom.getNode() instanceof Document whole ? whole.getDocumentElement() : dom.getNode();
                if (node != null) {
                    document.appendChild(document.importNode(node, true));
                }
            } else if (body != null) {
                TransformerFactory.newDefaultInstance().newTransformer().transform(body, new DOMResult(document));
            }
            if (document.getDocumentElement() == null) {
                throw new ServiceFault(ServiceFault.Code.NOT_AS_AGREED);
            }
            return new Payload(document);
        } catch (TransformerException e) {
            throw new Fault(e);
        }
    }

    /** The answer to an operation: what a field table has written, if anything, in the element that the contract names. */
    static Source answer(String element, Optional<byte[]> content) throws IOException {
        return new DOMSource(wrapped(element, content).document());
    }

    /** What a field table has written, if anything, in an element of the contract. */
    static Payload wrapped(String element, Optional<byte[]> content) throws IOException {
        Document answer = builder().newDocument();
        answer.appendChild(answer.createElementNS(Contract.NAMESPACE, element));
        if (content.isPresent()) {
            Document written = read(content.get()).document();
            answer.getDocumentElement().appendChild(answer.importNode(written.getDocumentElement(), true));
        }
        return new Payload(answer);
    }

    /** What a field table has written. */
    static Payload read(byte[] written) throws IOException {
        try {
            return new Payload(builder().parse(new ByteArrayInputStream(written)));
        } catch (SAXException e) {
            throw new IOException("what a field table has written cannot be read");
        }
    }

    String operation() {
        return document.getDocumentElement().getLocalName();
    }

    Optional<String> text(String element) {
        NodeList found = document.getElementsByTagNameNS(Contract.NAMESPACE, element);
        return found.getLength() == 0
                ? Optional.empty()
                : Optional.of(found.item(0).getTextContent());
    }

    UUID uuid(String element) {
        return UUID.fromString(text(element).orElseThrow());
    }

    /** As it is archived, and read by field tables. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(bytes));
        } catch (TransformerException e) {
            throw new IOException("a payload cannot be written");
        }
        return bytes.toByteArray();
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
