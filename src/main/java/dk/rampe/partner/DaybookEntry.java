package dk.rampe.partner;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of the {@link Daybook}: columns between tabs.
 *
 * @param id the submission's; null where it is none
 * @param identity by which a submission is known again, in hexadecimal; null where it is none
 * @param name of a file, or the id of an event; null for what has neither
 */
public record DaybookEntry(Instant at, What what, String partner, UUID id, String identity, String name) {

    private static final int COLUMNS = 6;
    private static final String NONE = "-";

    public enum What {
        /** A submission is committed: its sender is told so after this line is written. */
        RECEIVED,
        /** A name of a file at a partner is given out. */
        NAMED
    }

    String line() {
        return String.join("\t", at.toString(), what.name(), text(partner), text(id), text(identity), text(name))
                + "\n";
    }

    /** A name with a tab or a line break in it would be two columns or two lines. */
    private static String text(Object value) {
        return value == null ? NONE : value.toString().replaceAll("\\p{Cntrl}", "?");
    }

    /** @return nothing for a line that a stop has cut short */
    static Optional<DaybookEntry> read(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DaybookEntry(
                    Instant.parse(columns[0]),
                    What.valueOf(columns[1]),
                    value(columns[2]),
                    columns[3].equals(NONE) ? null : UUID.fromString(columns[3]),
                    value(columns[4]),
                    value(columns[5])));
        } catch (DateTimeParseException | IllegalArgumentException cutShort) {
            return Optional.empty();
        }
    }

    private static String value(String column) {
        return column.equals(NONE) ? null : column;
    }
}
