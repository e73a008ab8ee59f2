package dk.rampe.mapping;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Texts that cells of a workbook refer to by number; kept in memory, so neither many nor long. */
final class SharedStrings {

    static final int MAX_STRINGS = 100_000;
    static final int MAX_CHARS = 2_000_000;

    private final List<String> texts = new ArrayList<>();

    static SharedStrings none() {
        return new SharedStrings();
    }

    static SharedStrings read(InputStream content) throws UnreadableSubmission {
        SharedStrings strings = new SharedStrings();
        WorkbookPart part = new WorkbookPart(content);
        int chars = 0;
        while (part.next()) {
            if (part.starts("si")) {
                String text = richText(part, "si");
                strings.texts.add(text);
                chars += text.length();
            }
            WorkbookPart.mustBeWithin(MAX_STRINGS, strings.texts.size());
            WorkbookPart.mustBeWithin(MAX_CHARS, chars);
        }
        return strings;
    }

    String get(String number) throws UnreadableSubmission {
        try {
            return texts.get(Integer.parseInt(number));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
        }
    }

    /** The text of an element that has it in pieces, without what says how it is pronounced. */
    static String richText(WorkbookPart part, String element) throws UnreadableSubmission {
        StringBuilder text = new StringBuilder();
        boolean spoken = false;
        while (part.next() && !part.ends(element)) {
            if (part.starts("rPh") || part.ends("rPh")) {
                spoken = part.starts("rPh");
            } else if (part.starts("t")) {
                String piece = part.text();
                text.append(spoken ? "" : piece);
            }
            if (text.length() > XmlInput.MAX_TEXT) {
                throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
            }
        }
        // a line break that came from Windows
        return text.toString().replace("_x000D_", "");
    }
}
