package dk.rampe.mapping;

import java.util.regex.Pattern;

/** Hides person numbers in what a sender may have put them into, such as the name of a file. */
public final class PersonNumbers {

    /** An eCPR has two letters where others have digits. */
    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("(?<!\\d)\\d{6}[-_. ]?\\d(?:\\d{2}|[A-Za-z]{2})\\d(?!\\d)");

    private PersonNumbers() {}

    public static boolean areIn(String text) {
        return LOOKS_LIKE_ONE.matcher(text).find();
    }

    /** The text, with anything that looks like a person number, right or wrong, as {@code ******-****}. */
    public static String masked(String text) {
        return LOOKS_LIKE_ONE.matcher(text).replaceAll("******-****");
    }
}
