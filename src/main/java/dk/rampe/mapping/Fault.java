package dk.rampe.mapping;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * Something wrong with a submission or a line of it, in a form that may be stored, logged and sent back: it never holds
 * what the sender wrote.
 *
 * @param code stable, see {@link FaultCode}; {@code W-} is a warning, {@code R-} refuses
 * @param field in the sender's own words (column, element, attribute), or null
 * @param details what the text needs: a code list's name, a date format, a range
 */
public record Fault(String code, String field, Map<String, String> details) {

    private static final ResourceBundle.Control DANISH_UNLESS_TOLD =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public Fault {
        details = details == null ? Map.of() : Map.copyOf(details);
    }

    public boolean refuses() {
        return !code.startsWith("W-");
    }

    /** The number in the code, for partners that have no room for the letter: 1203 of {@code R-1203}. */
    public int number() {
        return Integer.parseInt(code.substring(2));
    }

    /** What to do about it, in English for an English locale, else in Danish. */
    public String text(Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle("dk.rampe.mapping.faults", locale, DANISH_UNLESS_TOLD);
        String text = texts.getString(code);
        for (Map.Entry<String, String> detail : details.entrySet()) {
            text = text.replace("{" + detail.getKey() + "}", spoken(detail, texts));
        }
        return text;
    }

    /** {@code dd-MM-yyyy} is said dd-mm-åååå to a Dane. */
    private static String spoken(Map.Entry<String, String> detail, ResourceBundle texts) {
        return detail.getKey().equals("format")
                ? detail.getValue().replace('M', 'm').replace("y", texts.getString("year"))
                : detail.getValue();
    }
}
