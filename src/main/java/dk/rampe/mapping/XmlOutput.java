package dk.rampe.mapping;

import com.ctc.wstx.api.InvalidCharHandler;
import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.OutputStream;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements the way the agreements show them: the document indented, a record on one line. */
final class XmlOutput {

    private static final WstxOutputFactory FACTORY = factory();

    private final XMLStreamWriter xml;
    private final Table table;

    XmlOutput(OutputStream out, Table table) throws XMLStreamException {
        this.xml = FACTORY.createXMLStreamWriter(out, table.charset().name());
        this.table = table;
    }

    void startRoot(Map<String, String> attributes) throws XMLStreamException {
        xml.writeStartDocument(table.charset().name(), "1.0");
        xml.writeCharacters("\n");
        if (table.prefix() == null) {
            xml.writeStartElement(table.root());
            xml.writeDefaultNamespace(table.namespace());
        } else {
            xml.writeStartElement(table.prefix(), table.root(), table.namespace());
            xml.writeNamespace(table.prefix(), table.namespace());
        }
        writeAttributes(attributes);
    }

    void endRoot() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
    }

    /** An element and all below it, each on its own line. */
    void indented(XmlElement element, int depth) throws XMLStreamException {
        newLine(depth);
        if (element.children().isEmpty()) {
            write(element);
            return;
        }
        xml.writeStartElement(element.name());
        writeAttributes(element.attributes());
        for (XmlElement child : element.children()) {
            indented(child, depth + 1);
        }
        newLine(depth);
        xml.writeEndElement();
    }

    void onOneLine(XmlElement element) throws XMLStreamException {
        newLine(1);
        write(element);
    }

    private void write(XmlElement element) throws XMLStreamException {
        if (element.children().isEmpty() && element.text().isEmpty()) {
            xml.writeEmptyElement(element.name());
            writeAttributes(element.attributes());
            return;
        }
        xml.writeStartElement(element.name());
        writeAttributes(element.attributes());
        xml.writeCharacters(element.text());
        for (XmlElement child : element.children()) {
            write(child);
        }
        xml.writeEndElement();
    }

    private void writeAttributes(Map<String, String> attributes) throws XMLStreamException {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            xml.writeAttribute(attribute.getKey(), attribute.getValue());
        }
    }

    private void newLine(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static WstxOutputFactory factory() {
        WstxOutputFactory factory = new WstxOutputFactory();
        factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
        factory.setProperty(
                WstxOutputProperties.P_OUTPUT_INVALID_CHAR_HANDLER, new InvalidCharHandler.ReplacingHandler('?'));
        return factory;
    }
}
