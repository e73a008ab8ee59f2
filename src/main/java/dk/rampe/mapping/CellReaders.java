package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How each type of a field table is read. */
final class CellReaders {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(?:([.,])\\d{1,6})?");
    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(\\d{1,4}):(\\d{1,2})");
    private static final Pattern DANISH_PHONE = Pattern.compile("(?:\\+45|0045)?(\\d{8})");
    private static final Pattern FOREIGN_PHONE = Pattern.compile("\\+(?!45)\\d{6,15}");
    private static final BigDecimal MINUTES_IN_HOUR = BigDecimal.valueOf(60);

    private CellReaders() {}

    static CellReader of(Table table, Table.Rule rule, CodeList codes) {
        if (codes != null) {
            return codes(codes);
        }
        return switch (rule.type()) {
            case TEXT -> (text, complaints) -> TextNode.valueOf(text);
            case CPR -> new IdentifierReader(rule.unknown());
            case DATE -> date(rule.format() == null ? "yyyy-MM-dd" : rule.format());
            case NUMBER -> number(table.decimal());
            case MINUTES -> rule.minutesFrom() == null ? decimalHours(table.decimal()) : CellReaders::hoursAndMinutes;
            case PHONE -> CellReaders::phone;
            case BOOL -> bool(rule.format() == null ? "true/false" : rule.format());
            case ROW -> throw new IllegalArgumentException("type row is for what goes out");
        };
    }

    private static CellReader codes(CodeList codes) {
        return (text, complaints) -> codes.has(text)
                ? TextNode.valueOf(codes.canonical(text))
                : complaints.refuse(FaultCode.UNKNOWN_CODE, Map.of("list", codes.title()));
    }

    /** Only the agreed form, only days that exist, only years that can be meant. */
    private static CellReader date(String format) {
        DateTimeFormatter formatter = DateFormats.strict(format);
        return (text, complaints) -> {
            try {
                LocalDate date = LocalDate.parse(text, formatter);
                return date.getYear() < 1900 || date.getYear() > 2100
                        ? complaints.refuse(FaultCode.OUT_OF_RANGE, Map.of("min", "1900", "max", "2100"))
                        : TextNode.valueOf(date.toString());
            } catch (DateTimeParseException e) {
                return complaints.refuse(FaultCode.NOT_A_DATE, Map.of("format", format));
            }
        };
    }

    private static CellReader number(String decimal) {
        return (text, complaints) -> {
            BigDecimal number = parse(text, decimal);
            return number == null ? complaints.refuse(FaultCode.NOT_A_NUMBER) : DecimalNode.valueOf(number);
        };
    }

    private static CellReader decimalHours(String decimal) {
        return (text, complaints) -> {
            BigDecimal hours = parse(text, decimal);
            if (hours == null) {
                return complaints.refuse(FaultCode.NOT_A_NUMBER);
            }
            try {
                return IntNode.valueOf(hours.multiply(MINUTES_IN_HOUR).intValueExact());
            } catch (ArithmeticException e) {
                return complaints.refuse(FaultCode.NOT_HOURS);
            }
        };
    }

    private static JsonNode hoursAndMinutes(String text, CellReader.Complaints complaints) {
        Matcher parts = HOURS_AND_MINUTES.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 59) {
            return complaints.refuse(FaultCode.NOT_HOURS);
        }
        return IntNode.valueOf(Integer.parseInt(parts.group(1)) * 60 + Integer.parseInt(parts.group(2)));
    }

    private static JsonNode phone(String text, CellReader.Complaints complaints) {
        String digits = text.replaceAll("[\\s\\u00a0]", "");
        Matcher danish = DANISH_PHONE.matcher(digits);
        if (danish.matches()) {
            return TextNode.valueOf(danish.group(1));
        }
        return FOREIGN_PHONE.matcher(digits).matches()
                ? TextNode.valueOf(digits)
                : complaints.refuse(FaultCode.NOT_A_PHONE);
    }

    private static CellReader bool(String format) {
        String yes = format.substring(0, format.indexOf('/'));
        String no = format.substring(format.indexOf('/') + 1);
        return (text, complaints) -> text.equals(yes) || text.equals(no)
                ? BooleanNode.valueOf(text.equals(yes))
                : complaints.refuse(FaultCode.NOT_YES_OR_NO, Map.of("yes", yes, "no", no));
    }

    private static BigDecimal parse(String text, String decimal) {
        Matcher shape = NUMBER.matcher(text);
        boolean agreed =
                shape.matches() && (shape.group(1) == null || shape.group(1).equals(decimal));
        return agreed ? new BigDecimal(text.replace(',', '.')) : null;
    }
}
