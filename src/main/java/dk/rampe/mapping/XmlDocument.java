package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** An XML document: what the header says, then an element per record. */
final class XmlDocument implements DocumentFormat {

    private final Table table;
    private final List<OutgoingField> headerFields;
    private final List<OutgoingField> fields;
    private final OutgoingCheck check;

    XmlDocument(Table table, List<OutgoingField> headerFields, List<OutgoingField> fields, OutgoingCheck check) {
        this.table = table;
        this.headerFields = headerFields;
        this.fields = fields;
        this.check = check;
    }

    @Override
    public Charset charset() {
        return table.charset();
    }

    @Override
    public void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException {
        try {
            XmlElement root = filled(table.root(), headerFields, check.checkedHeader(header));
            XmlOutput xml = new XmlOutput(out, table);
            xml.startRoot(root.attributes());
            for (XmlElement child : root.children()) {
                xml.indented(child, 1);
            }
            while (table.records() != null && records.hasNext()) {
                xml.onOneLine(filled(table.records(), fields, check.checkedRecord(records.next())));
            }
            xml.endRoot();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw new IOException("document cannot be written");
        }
    }

    private static XmlElement filled(String name, List<OutgoingField> fields, JsonNode from) {
        XmlElement element = new XmlElement(name);
        fill(element, fields, from);
        return element;
    }

    private static void fill(XmlElement element, List<OutgoingField> fields, JsonNode from) {
        for (OutgoingField field : fields) {
            if (field.isRepeated()) {
                field.eachRepetition(from, (item, inner) -> fill(element.addChild(field.path()), inner, item));
            } else {
                String text = field.text(from);
                if (text != null) {
                    element.put(field.path(), text);
                }
            }
        }
    }
}
