package dk.rampe.mapping;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Lets a parser read only so much for one event. Its own limits are for text, attribute values and depth; names,
 * instructions and a document type it would keep in memory however long they are.
 */
final class EventLimit extends FilterReader {

    /** A text of the largest size, each sign of it written as a character reference. */
    private static final int MAX_CHARS_IN_EVENT = 10 * XmlInput.MAX_TEXT;

    private int left = MAX_CHARS_IN_EVENT;

    EventLimit(Reader content) {
        super(content);
    }

    /** There is more of it than any record of ours can hold. */
    static final class Exceeded extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** @param parser reads from here */
    XMLStreamReader over(XMLStreamReader parser) {
        return new StreamReaderDelegate(parser) {
            @Override
            public int next() throws XMLStreamException {
                left = MAX_CHARS_IN_EVENT;
                return super.next();
            }
        };
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int count = super.read(to, offset, length);
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new Exceeded();
        }
        return count;
    }
}
