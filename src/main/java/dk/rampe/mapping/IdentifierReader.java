package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sender identifies a person by: a CPR or replacement number, an eCPR, or its agreed word for an unknown one. */
final class IdentifierReader implements CellReader {

    private static final Pattern TEN_DIGITS = Pattern.compile("(\\d{6})[- ]?(\\d{4})");
    private static final Pattern ECPR = Pattern.compile("(\\d{6})[- ]?(\\d[A-Z]{2}\\d)");

    private final String unknown;

    /** @param unknown what the sender writes where nobody knows the number; null: it has no word for that */
    IdentifierReader(String unknown) {
        this.unknown = unknown;
    }

    @Override
    public JsonNode read(String text, Complaints complaints) {
        if (text.equals(unknown)) {
            return JsonNodeFactory.instance.objectNode().put("type", "UNKNOWN");
        }
        Matcher digits = TEN_DIGITS.matcher(text);
        if (digits.matches()) {
            return cpr(digits.group(1) + digits.group(2), complaints);
        }
        Matcher ecpr = ECPR.matcher(text);
        return ecpr.matches()
                ? ecpr(ecpr.group(1) + ecpr.group(2), complaints)
                : complaints.refuse(FaultCode.CPR_NOT_TEN_DIGITS);
    }

    private static JsonNode cpr(String digits, Complaints complaints) {
        Cpr cpr = Cpr.of(digits);
        if (cpr == null) {
            return complaints.refuse(FaultCode.CPR_NO_DATE);
        }
        if (cpr.isDoubtful()) {
            complaints.add(FaultCode.CPR_MODULUS, Map.of());
        }
        return identifier(cpr.digits(), cpr.replacement() ? "REPLACEMENT" : "CPR");
    }

    private static JsonNode ecpr(String number, Complaints complaints) {
        if (!Ecpr.hasCentury(number)) {
            return complaints.refuse(FaultCode.ECPR_CENTURY);
        }
        return Ecpr.bornOn(number) == null ? complaints.refuse(FaultCode.CPR_NO_DATE) : identifier(number, "ECPR");
    }

    private static JsonNode identifier(String value, String type) {
        return JsonNodeFactory.instance.objectNode().put("value", value).put("type", type);
    }
}
