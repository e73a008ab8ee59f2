package dk.rampe.command;

import dk.rampe.mapping.PersonNumbers;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who asks for something that is written down, and in which matter. No free text is kept: it could hold a name. */
final class Matter {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9./-]{1,40}");
    private static final Pattern BY = Pattern.compile("[\\p{L}\\p{N} ._@-]{1,60}");

    private Matter() {}

    /** Number of the matter in the controller's journal. @throws Misuse when it could be anything else */
    static Optional<String> reference(Arguments arguments) {
        Optional<String> reference = arguments.option("reference");
        reference
                .filter(text -> !REFERENCE.matcher(text).matches() || PersonNumbers.areIn(text))
                .ifPresent(text -> {
                    throw new Misuse("--reference is a journal number: up to 40 letters, digits, dots, slashes and"
                            + " hyphens, and no person number.");
                });
        return reference;
    }

    /** The user of this machine, if nobody is named. @throws Misuse when it is no name */
    static String by(Arguments arguments) {
        String by = arguments.option("by").orElse(System.getProperty("user.name"));
        if (!BY.matcher(by).matches() || PersonNumbers.areIn(by)) {
            throw new Misuse("--by is the name of who asks for it, up to 60 letters and digits.");
        }
        return by;
    }
}
