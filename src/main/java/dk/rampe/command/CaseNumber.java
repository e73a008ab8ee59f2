package dk.rampe.command;

import dk.rampe.mapping.PersonNumbers;
import java.util.regex.Pattern;

/** By what an operator names a case. */
final class CaseNumber {

    private static final Pattern MUNICIPALITY = Pattern.compile("0?(\\d{3})");

    private CaseNumber() {}

    /** @throws NotDone when it looks like a person number; does not repeat it */
    static String of(String text) {
        if (PersonNumbers.areIn(text)) {
            throw new NotDone("That looks like a person number; a case is named by its case number.");
        }
        return text;
    }

    /** @return the three-digit code */
    static String municipality(String text) {
        var code = MUNICIPALITY.matcher(text);
        if (!code.matches()) {
            throw new Misuse("'" + text + "' is no municipality code; write it like 740.");
        }
        return code.group(1);
    }
}
