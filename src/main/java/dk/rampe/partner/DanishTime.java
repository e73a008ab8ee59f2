package dk.rampe.partner;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Danish time, which agreements and documents are in. */
public final class DanishTime {

    public static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(ZONE);

    private DanishTime() {}

    /** As documents carry it, to the second: {@code 2024-02-02T06:01:04+01:00}. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }
}
