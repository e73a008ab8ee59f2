package dk.rampe.channel.soap;

import java.io.IOException;
import java.util.List;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Events whose numbers follow each other: one submission.
 *
 * @param page the element that they stand in, perhaps with others
 * @param first number of the first of them
 */
record EventRun(Element page, long first, List<Element> events) {

    long last() {
        return first + events.size() - 1;
    }

    boolean holds(long number) {
        return number >= first && number <= last();
    }

    /** As operators read it. */
    String name() {
        return events.size() == 1 ? String.valueOf(first) : first + "-" + last();
    }

    /** A page with these events alone, as it is archived, and read by field tables. */
    byte[] bytes() throws IOException {
        Document document = DOMUtils.createDocument();
        Node root = document.appendChild(document.importNode(page, false));
        events.forEach(event -> root.appendChild(document.importNode(event, true)));
        return new Payload(document).bytes();
    }
}
