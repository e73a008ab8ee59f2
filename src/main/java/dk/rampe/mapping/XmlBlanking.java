package dk.rampe.mapping;

import com.ctc.wstx.stax.WstxEventFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;
import java.util.function.LongPredicate;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

/** Copies an XML file event by event; of a record that is to go only its empty element is left. */
final class XmlBlanking {

    private static final WstxOutputFactory OUTPUT = new WstxOutputFactory();
    private static final WstxEventFactory EVENTS = new WstxEventFactory();

    private final Table table;
    private final Set<String> recordPaths;

    XmlBlanking(Table table, Set<String> recordPaths) {
        this.table = table;
        this.recordPaths = recordPaths;
    }

    void copy(InputStream content, OutputStream to, LongPredicate gone) throws XMLStreamException {
        XMLEventReader in = XmlInput.events(content, table.charset());
        XMLEventWriter out = OUTPUT.createXMLEventWriter(to, table.charset().name());
        Deque<String> path = new ArrayDeque<>();
        long number = 0;
        while (in.hasNext()) {
            XMLEvent event = in.nextEvent();
            if (event.isStartElement()) {
                path.addLast(event.asStartElement().getName().getLocalPart());
                if (isRecord(path) && gone.test(++number)) {
                    skipRest(in);
                    path.removeLast();
                    addEmpty(event.asStartElement(), out);
                    continue;
                }
            } else if (event.isEndElement()) {
                path.removeLast();
            }
            out.add(event);
        }
        out.flush();
    }

    /** Below the root. */
    private boolean isRecord(Deque<String> path) {
        return recordPaths.contains(String.join("/", path.stream().skip(1).toList()));
    }

    private static void skipRest(XMLEventReader in) throws XMLStreamException {
        for (int open = 1; open > 0; ) {
            XMLEvent event = in.nextEvent();
            open += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }

    private static void addEmpty(StartElement record, XMLEventWriter out) throws XMLStreamException {
        out.add(EVENTS.createStartElement(record.getName(), Collections.emptyIterator(), record.getNamespaces()));
        out.add(EVENTS.createEndElement(record.getName(), Collections.emptyIterator()));
    }
}
