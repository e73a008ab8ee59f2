package dk.rampe.delivery;

import dk.rampe.mapping.PersonNumbers;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Pattern;

/**
 * What a partner said of a delivery that it got.
 *
 * @param accepted with or without a remark
 * @param text its code, and what it gave for a reason, as it may be kept and shown; null: it just accepted it
 */
public record Answer(boolean accepted, String text) {

    private static final int LONGEST = 500;
    private static final Pattern WITHOUT_WIDTH = Pattern.compile("\\p{Cf}+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Z}]+");

    public static final Answer ACCEPTED = new Answer(true, null);

    public static Answer acceptedWith(String code, String remark) {
        return new Answer(true, shown(code, remark));
    }

    public static Answer refused(String code, String reason) {
        return new Answer(false, shown(code, reason));
    }

    /** In plain characters, or a person number in others would not be known for one; cut last, for the same reason. */
    private static String shown(String code, String reason) {
        String text = reason == null ? "" : PersonNumbers.masked(onOneLine(reason));
        String all = text.isEmpty() ? code : code + ": " + text;
        int points = all.codePointCount(0, all.length());
        return points <= LONGEST ? all : all.substring(0, all.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String onOneLine(String text) {
        String plain = Normalizer.normalize(text, Form.NFKC);
        return UNSEEN.matcher(WITHOUT_WIDTH.matcher(plain).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
