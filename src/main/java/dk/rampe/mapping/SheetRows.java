package dk.rampe.mapping;

import java.util.ArrayList;
import java.util.List;

/** Rows of a sheet from the top, without those that hold nothing. A formula counts by the value it showed. */
final class SheetRows {

    static final int MAX_ROW = 1 << 20;

    private final WorkbookPart part;
    private final SharedStrings strings;
    private final CellFormats formats;
    private int row;

    SheetRows(WorkbookPart part, SharedStrings strings, CellFormats formats) {
        this.part = part;
        this.strings = strings;
        this.formats = formats;
    }

    /** @param number from 1, as Excel shows it; @param cells by column, as far as there is something */
    record SheetRow(int number, List<Cell> cells) {

        Cell cell(int column) {
            return column < cells.size() ? cells.get(column) : Cell.BLANK;
        }
    }

    /** Null when there is no more. */
    SheetRow next() throws UnreadableSubmission {
        while (part.next() && !part.ends("sheetData")) {
            if (part.starts("row")) {
                row = place(part.attribute("r"), row, MAX_ROW);
                List<Cell> cells = cells();
                if (!cells.isEmpty()) {
                    return new SheetRow(row, cells);
                }
            }
        }
        return null;
    }

    private List<Cell> cells() throws UnreadableSubmission {
        List<Cell> cells = new ArrayList<>();
        int column = 0;
        int chars = 0;
        while (part.next() && !part.ends("row")) {
            if (part.starts("c")) {
                column = place(columnOf(part.attribute("r")), column, Integer.MAX_VALUE);
                Cell cell = cell();
                if (!cell.isBlank()) {
                    chars += cell.text().length();
                    if (column > CsvReader.MAX_CELLS || chars > CsvReader.MAX_CHARS_IN_ROW) {
                        throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
                    }
                    while (cells.size() < column - 1) {
                        cells.add(Cell.BLANK);
                    }
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private Cell cell() throws UnreadableSubmission {
        String type = String.valueOf(part.attribute("t"));
        String style = part.attribute("s");
        String value = null;
        boolean formula = false;
        while (part.next() && !part.ends("c")) {
            if (part.starts("f")) {
                formula = true;
            } else if (part.starts("v")) {
                value = part.text();
            } else if (part.starts("is")) {
                value = SharedStrings.richText(part, "is");
            }
        }
        if (value == null) {
            return formula ? new Cell(Cell.Kind.UNCALCULATED, "") : Cell.BLANK;
        }
        return switch (type) {
            case "s" -> Cell.text(value.isEmpty() ? "" : strings.get(value));
            case "inlineStr", "str" -> Cell.text(value);
            case "e" -> new Cell(Cell.Kind.ERROR, "");
            case "b" -> Cell.text(value.equals("1") ? "TRUE" : "FALSE");
            case "d" -> CellFormats.date(value);
            default -> formats.numeric(value, style);
        };
    }

    /** {@code C} of {@code C7} as {@code 3}; null when it is not told. */
    private static String columnOf(String reference) throws UnreadableSubmission {
        if (reference == null) {
            return null;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && reference.charAt(i) >= 'A'; i++) {
            if (reference.charAt(i) > 'Z' || i > 2) {
                throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
            }
            column = column * 26 + reference.charAt(i) - 'A' + 1;
        }
        return String.valueOf(column);
    }

    /** Rows and columns come in their order; where one does not say which it is, it is the next. */
    private static int place(String told, int before, int max) throws UnreadableSubmission {
        try {
            int place = told == null ? before + 1 : Integer.parseInt(told);
            if (place > before && place <= max) {
                return place;
            }
        } catch (NumberFormatException e) {
            // as a place that is not in order
        }
        throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
    }
}
