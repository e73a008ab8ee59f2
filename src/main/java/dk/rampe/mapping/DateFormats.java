package dk.rampe.mapping;

import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** Date formats as agreements write them ({@code dd-MM-yyyy}), without Java's leniency about days that do not exist. */
final class DateFormats {

    private DateFormats() {}

    static DateTimeFormatter strict(String format) {
        return DateTimeFormatter.ofPattern(format.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
