package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Turns a canonical value into the partner's text. */
@FunctionalInterface
interface CellWriter {

    /** @throws IllegalArgumentException when the partner has no code for the value */
    String write(JsonNode value);

    static CellWriter of(Table table, Table.Rule rule, CodeList codes) {
        if (codes != null) {
            return value -> code(codes, value.asText());
        }
        return switch (rule.type()) {
            case DATE -> date(rule.format());
            case MINUTES -> minutes(table, rule);
            case BOOL ->
                value -> {
                    int slash = rule.format().indexOf('/');
                    return value.asBoolean()
                            ? rule.format().substring(0, slash)
                            : rule.format().substring(slash + 1);
                };
            case ROW -> value -> String.valueOf(SheetLine.row(value.asLong()));
            default -> JsonNode::asText;
        };
    }

    private static String code(CodeList codes, String canonical) {
        String code = codes.code(canonical);
        if (code == null) {
            throw new IllegalArgumentException("code list " + codes.title() + " has no code for it");
        }
        return code;
    }

    private static CellWriter date(String format) {
        DateTimeFormatter formatter = DateFormats.strict(format == null ? "yyyy-MM-dd" : format);
        return value -> LocalDate.parse(value.asText()).format(formatter);
    }

    private static CellWriter minutes(Table table, Table.Rule rule) {
        return switch (String.valueOf(rule.format())) {
            case "hours part" -> value -> String.valueOf(value.asInt() / 60);
            case "minutes part" -> value -> String.valueOf(value.asInt() % 60);
            default -> value -> decimalHours(value.asInt()).replace(".", table.decimal());
        };
    }

    /** Two decimals at most: 7,5 for 450 minutes, 0,33 for 20. */
    private static String decimalHours(int minutes) {
        return BigDecimal.valueOf(minutes)
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
