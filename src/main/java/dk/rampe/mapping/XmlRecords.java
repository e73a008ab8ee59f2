package dk.rampe.mapping;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks through an XML file record by record and checks, on the way, all that refuses it whole. */
final class XmlRecords {

    private static final int MAX_CELLS_IN_RECORD = 100;
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private final Table table;
    private final Set<String> recordPaths;

    /**
     * @param table any of the tables that read the file; they agree on all that is used here
     * @param recordPaths where records stand below the root, e.g. {@code Henvisninger/Henvisning}
     */
    XmlRecords(Table table, Set<String> recordPaths) {
        this.table = table;
        this.recordPaths = recordPaths;
    }

    @FunctionalInterface
    interface Visitor {
        void record(long number, String path, Row row);
    }

    Header walk(InputStream content, Visitor visitor) throws UnreadableSubmission {
        try {
            XMLStreamReader xml = XmlInput.open(content, table.charset());
            toRoot(xml);
            String id = id(xml);
            try {
                return content(xml, id, visitor);
            } catch (XMLStreamException e) {
                throw XmlInput.refusal(e, table.charset()).from(id);
            } catch (UnreadableSubmission e) {
                throw e.from(id);
            }
        } catch (XMLStreamException e) {
            throw XmlInput.refusal(e, table.charset());
        }
    }

    private Header content(XMLStreamReader xml, String id, Visitor visitor)
            throws XMLStreamException, UnreadableSubmission {
        String stamp = table.stamp() == null ? null : headerAttribute(xml, table.stamp());
        String count = table.count() == null ? null : headerAttribute(xml, table.count());
        long found = records(xml, visitor);
        while (xml.hasNext()) {
            xml.next();
        }
        if (count != null && (!COUNT.matcher(count).matches() || Long.parseLong(count) != found)) {
            throw countDisagrees(count, found);
        }
        return new Header(id, stamp, found);
    }

    private void toRoot(XMLStreamReader xml) throws XMLStreamException, UnreadableSubmission {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
            }
        }
        if (!table.root().equals(xml.getLocalName()) || !table.namespace().equals(xml.getNamespaceURI())) {
            throw new UnreadableSubmission(FaultCode.WRONG_ROOT.fault());
        }
    }

    private String id(XMLStreamReader xml) throws XMLStreamException, UnreadableSubmission {
        if (table.id() == null) {
            return null;
        }
        return table.id().startsWith("@") ? headerAttribute(xml, table.id()) : firstElement(xml);
    }

    private static String headerAttribute(XMLStreamReader xml, String path) throws UnreadableSubmission {
        String name = path.substring(1);
        String value = xml.getAttributeValue(null, name);
        if (value == null || value.isBlank()) {
            throw new UnreadableSubmission(FaultCode.COLUMN_MISSING.fault(name));
        }
        return value.strip();
    }

    /** The id of a file that has it in an element, which stands before all records. */
    private String firstElement(XMLStreamReader xml) throws XMLStreamException, UnreadableSubmission {
        boolean isId = xml.nextTag() == XMLStreamConstants.START_ELEMENT
                && element(xml).equals(table.id());
        String value = isId ? xml.getElementText().strip() : "";
        if (value.isEmpty()) {
            throw new UnreadableSubmission(FaultCode.COLUMN_MISSING.fault(table.id()));
        }
        return value;
    }

    private long records(XMLStreamReader xml, Visitor visitor) throws XMLStreamException, UnreadableSubmission {
        long found = 0;
        int position = 0;
        String path = "";
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                position++;
                path = below(path, element(xml));
                if (recordPaths.contains(path)) {
                    found++;
                    visitor.record(found, path, row(xml));
                    path = parent(path);
                } else if (!leadsToRecords(path)) {
                    throw new UnreadableSubmission(
                            FaultCode.UNKNOWN_FIELD.fault(null, Map.of("position", String.valueOf(position))));
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (path.isEmpty()) {
                    return found;
                }
                path = parent(path);
            }
        }
    }

    private Row row(XMLStreamReader xml) throws XMLStreamException, UnreadableSubmission {
        Row row = new Row();
        int cells = attributes(xml, "", row);
        String path = "";
        String text = "";
        boolean leaf = true;
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    keepStray(text, path, row);
                    path = below(path, element(xml));
                    cells += 1 + attributes(xml, path + "/", row);
                    if (cells > MAX_CELLS_IN_RECORD) {
                        throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
                    }
                    leaf = true;
                    text = "";
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text += xml.getText();
                case XMLStreamConstants.END_ELEMENT -> {
                    if (path.isEmpty()) {
                        keepStray(text, path, row);
                        return row;
                    }
                    if (leaf) {
                        row.put(path, text);
                    } else {
                        keepStray(text, path, row);
                    }
                    path = parent(path);
                    leaf = false;
                    text = "";
                }
                default -> {}
            }
        }
    }

    /** Text between elements; no table knows it, so the row will be told. */
    private static void keepStray(String text, String path, Row row) {
        if (!text.isBlank()) {
            row.put(path.isEmpty() ? "." : path, text);
        }
    }

    private static int attributes(XMLStreamReader xml, String prefix, Row row) {
        int count = 0;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(xml.getAttributeNamespace(i))) {
                row.put(prefix + "@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                count++;
            }
        }
        return count;
    }

    private String element(XMLStreamReader xml) throws UnreadableSubmission {
        if (!table.namespace().equals(xml.getNamespaceURI())) {
            throw new UnreadableSubmission(FaultCode.WRONG_ROOT.fault());
        }
        return xml.getLocalName();
    }

    private boolean leadsToRecords(String path) {
        return recordPaths.stream().anyMatch(record -> record.startsWith(path + "/"));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    /** What the file says is only repeated when it can be nothing but a small number. */
    private static UnreadableSubmission countDisagrees(String declared, long found) {
        return new UnreadableSubmission(FaultCode.COUNT_DISAGREES.fault(
                null,
                Map.of(
                        "declared",
                        COUNT.matcher(declared).matches() ? declared : "?",
                        "found",
                        String.valueOf(found))));
    }
}
