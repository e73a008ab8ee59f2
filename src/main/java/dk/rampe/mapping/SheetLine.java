package dk.rampe.mapping;

/** Numbers of lines in a workbook: the row, with ten millions added for each agreed sheet before its own. */
final class SheetLine {

    /** More rows than a sheet can have, and easy to read over in a list. */
    private static final int SHEET = 10_000_000;

    private SheetLine() {}

    static long number(int sheet, int row) {
        return (long) sheet * SHEET + row;
    }

    /** As Excel shows it. */
    static int row(long number) {
        return (int) (number % SHEET);
    }
}
