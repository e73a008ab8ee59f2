package dk.rampe.mapping;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells dates from numbers: in a workbook both are numbers, and only the cell's format says which is meant. */
final class CellFormats {

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{0,30}\\.?\\d{0,30}(?:[eE][-+]?\\d{1,3})?");

    /** Most of them. */
    private static final Pattern PLAIN = Pattern.compile("[1-9]\\d{0,14}");

    /** What stands in quotes, brackets, or behind a backslash, an underscore or a star is no part of the date. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|[\\\\_*].");

    /** Excel keeps fifteen digits; what a file holds beyond them comes from binary fractions. */
    private static final MathContext DIGITS = new MathContext(15);

    /** As many as Excel has. */
    private static final int MAX_STYLES = 65_536;

    private static final int LAST_DAY = 2_958_465;
    private static final int DAYS_TO_1904 = 1_462;
    private static final int DAY_THAT_NEVER_WAS = 60;

    private final List<Integer> formatOfStyle = new ArrayList<>();
    private final Map<Integer, String> ownFormats = new HashMap<>();
    private final boolean from1904;

    /** @param from1904 whether days are counted from there */
    CellFormats(boolean from1904) {
        this.from1904 = from1904;
    }

    void read(InputStream styles) throws UnreadableSubmission {
        WorkbookPart part = new WorkbookPart(styles);
        boolean ofCells = false;
        while (part.next()) {
            if (part.starts("numFmt")) {
                ownFormats.put(number(part.attribute("numFmtId")), String.valueOf(part.attribute("formatCode")));
            } else if (part.starts("cellXfs") || part.ends("cellXfs")) {
                ofCells = part.starts("cellXfs");
            } else if (ofCells && part.starts("xf")) {
                formatOfStyle.add(number(part.attribute("numFmtId")));
            }
            WorkbookPart.mustBeWithin(MAX_STYLES, ownFormats.size());
            WorkbookPart.mustBeWithin(MAX_STYLES, formatOfStyle.size());
        }
    }

    /** @param style of the cell; null: none */
    Cell numeric(String text, String style) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return Cell.BLANK;
        }
        if (PLAIN.matcher(digits).matches() && !isDate(style)) {
            return new Cell(Cell.Kind.NUMBER, digits);
        }
        boolean isNumber = NUMBER.matcher(digits).matches() && digits.chars().anyMatch(Character::isDigit);
        double value = isNumber ? Double.parseDouble(digits) : Double.NaN;
        if (!Double.isFinite(value)) {
            return new Cell(Cell.Kind.ERROR, "");
        }
        BigDecimal number = new BigDecimal(value, DIGITS);
        if (isDate(style) && number.signum() > 0 && number.intValue() <= LAST_DAY) {
            return new Cell(Cell.Kind.DATE, day(number.intValue()).toString());
        }
        return new Cell(Cell.Kind.NUMBER, number.stripTrailingZeros().toPlainString());
    }

    /** Of a date that is written out, with or without a time of day. */
    static Cell date(String value) {
        try {
            String day = value.substring(0, Math.min(value.length(), "yyyy-MM-dd".length()));
            return new Cell(Cell.Kind.DATE, LocalDate.parse(day).toString());
        } catch (DateTimeException e) {
            return new Cell(Cell.Kind.ERROR, "");
        }
    }

    /** Excel believes that 1900 was a leap year. */
    private LocalDate day(int number) {
        if (from1904) {
            return LocalDate.of(1899, 12, 30).plusDays(number + DAYS_TO_1904);
        }
        return LocalDate.of(1899, 12, number > DAY_THAT_NEVER_WAS ? 30 : 31).plusDays(number);
    }

    private boolean isDate(String style) {
        int index = style == null ? 0 : number(style);
        if (index < 0 || index >= formatOfStyle.size()) {
            return false;
        }
        int format = formatOfStyle.get(index);
        String own = ownFormats.get(format);
        if (own != null) {
            String letters = LITERAL.matcher(own).replaceAll("").toLowerCase(Locale.ROOT);
            return letters.contains("y") || letters.contains("d");
        }
        return format >= 14 && format <= 17
                || format == 22
                || format >= 27 && format <= 31
                || format == 36
                || format >= 50 && format <= 58;
    }

    private static int number(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
