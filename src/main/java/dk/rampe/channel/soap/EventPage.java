package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An answer to {@link HentSiden}.
 *
 * @param more whether there are more after these
 * @param runs the events, split where a number was jumped over; in the order of their numbers
 */
record EventPage(boolean more, List<EventRun> runs) {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

    /** @throws CallFailed unless the answer holds events and nothing else, each with a higher number than the one before */
    static EventPage of(Document answer, int atMost) throws CallFailed {
        Element root = answer.getDocumentElement();
        require(isNamed(root, "HentSidenSvar"));
        String more = root.getAttribute("flere");
        require(more.equals("true") || more.equals("false"));
        List<EventRun> runs = new ArrayList<>();
        List<Element> events = events(root);
        require(events.size() <= atMost);
        for (Element event : events) {
            long number = number(event);
            EventRun last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            require(last == null || number > last.last());
            if (last != null && number == last.last() + 1) {
                last.events().add(event);
            } else {
                runs.add(new EventRun(root, number, new ArrayList<>(List.of(event))));
            }
        }
        return new EventPage(more.equals("true"), List.copyOf(runs));
    }

    private static List<Element> events(Element root) throws CallFailed {
        List<Element> events = new ArrayList<>();
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                require(isNamed(element, "Haendelse"));
                events.add(element);
            } else {
                require(child.getNodeType() == Node.COMMENT_NODE
                        || child.getTextContent().isBlank());
            }
        }
        return events;
    }

    private static long number(Element event) throws CallFailed {
        String number = event.getAttribute("loebenummer");
        require(NUMBER.matcher(number).matches());
        return Long.parseLong(number);
    }

    private static boolean isNamed(Element element, String name) {
        return HentSiden.NAMESPACE.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    private static void require(boolean asAgreed) throws CallFailed {
        if (!asAgreed) {
            throw new CallFailed(Reason.NOT_UNDERSTOOD);
        }
    }

    /** Both ends count. */
    record Jump(long first, long last) {

        long numbers() {
            return last - first + 1;
        }
    }

    /** What is between its events, and before them. @param stored the highest number up to which nothing is asked for */
    List<Jump> jumps(long stored) {
        List<Jump> jumps = new ArrayList<>();
        long before = stored;
        for (EventRun run : runs) {
            if (run.first() > before + 1) {
                jumps.add(new Jump(before + 1, run.first() - 1));
            }
            before = Math.max(before, run.last());
        }
        return jumps;
    }

    /** The highest number; 0 when there is none. */
    long last() {
        return runs.isEmpty() ? 0 : runs.get(runs.size() - 1).last();
    }
}
