package dk.rampe.command;

import dk.rampe.mapping.PersonNumbers;
import java.util.regex.Pattern;

/** What somebody else has named, as it may be shown. */
final class FreeText {

    private static final Pattern EVENT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private FreeText() {}

    static String shown(String text) {
        return EVENT_ID.matcher(text).matches()
                ? text
                : PersonNumbers.masked(CONTROL.matcher(text).replaceAll("?"));
    }
}
