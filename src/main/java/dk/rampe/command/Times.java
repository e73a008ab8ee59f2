package dk.rampe.command;

import dk.rampe.partner.DanishTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Points in time on the Danish clock, to the second. */
final class Times {

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(DanishTime.ZONE);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(DanishTime.ZONE);

    private Times() {}

    static String of(Instant at) {
        return FULL.format(at);
    }

    /** Without its date when that is the same day. */
    static String after(Instant first, Instant then) {
        return day(first).equals(day(then)) ? CLOCK.format(then) : of(then);
    }

    static LocalDate day(Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, DanishTime.ZONE);
    }
}
