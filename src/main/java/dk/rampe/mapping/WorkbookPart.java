package dk.rampe.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One XML part of a workbook, element by element; read with the limits that hold for all XML from partners. */
final class WorkbookPart {

    /** Three for each cell of the largest workbook that is read. */
    static final int MAX_ELEMENTS = 2_000_000;

    private final XMLStreamReader xml;
    private int elements;

    WorkbookPart(InputStream content) throws UnreadableSubmission {
        try {
            xml = XmlInput.open(content, StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw refusal(e);
        }
    }

    /** Goes on to where the next element starts or ends; false at the end. */
    boolean next() throws UnreadableSubmission {
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        mustBeWithin(MAX_ELEMENTS, ++elements);
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        return true;
                    }
                    case XMLStreamConstants.DTD -> throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
                    default -> {}
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw refusal(e);
        }
    }

    static void mustBeWithin(int max, int found) throws UnreadableSubmission {
        if (found > max) {
            throw new UnreadableSubmission(FaultCode.WORKBOOK_TOO_LARGE.fault());
        }
    }

    boolean starts(String element) {
        return xml.isStartElement() && xml.getLocalName().equals(element);
    }

    boolean ends(String element) {
        return xml.isEndElement() && xml.getLocalName().equals(element);
    }

    /** Of the element that starts here, whatever the attribute's namespace; null when it has none. */
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The text of the element that starts here, which holds no other; goes on to its end. */
    String text() throws UnreadableSubmission {
        try {
            return xml.getElementText();
        } catch (XMLStreamException e) {
            throw refusal(e);
        }
    }

    /** The content is in memory: what cannot be read there is broken. */
    private static UnreadableSubmission refusal(XMLStreamException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return new UnreadableSubmission(FaultCode.WRONG_CHARSET.fault(null, Map.of("charset", "UTF-8")));
            }
            if (cause instanceof WorkbookFile.TooLarge) {
                return new UnreadableSubmission(FaultCode.WORKBOOK_TOO_LARGE.fault());
            }
            if (cause instanceof IOException && !(cause instanceof EventLimit.Exceeded)) {
                return new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
            }
        }
        return XmlInput.refusal(failure, StandardCharsets.UTF_8);
    }
}
