package dk.rampe.mapping;

/**
 * A cell of a workbook.
 *
 * @param text as written; of a number its digits with a point, of a date {@code yyyy-MM-dd}
 */
record Cell(Kind kind, String text) {

    static final Cell BLANK = new Cell(Kind.TEXT, "");

    enum Kind {
        TEXT,
        NUMBER,
        DATE,
        /** Shows an error, such as a formula that refers to nothing. */
        ERROR,
        /** A formula whose value was never worked out. */
        UNCALCULATED
    }

    static Cell text(String text) {
        return new Cell(Kind.TEXT, text);
    }

    boolean isBlank() {
        return kind == Kind.TEXT && text.isBlank();
    }
}
