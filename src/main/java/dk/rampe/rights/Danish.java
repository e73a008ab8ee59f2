package dk.rampe.rights;

import dk.rampe.partner.DanishTime;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Codes, dates and times as a citizen reads them. */
final class Danish {

    private static final Locale LOCALE = Locale.forLanguageTag("da");
    private static final ResourceBundle WORDS = ResourceBundle.getBundle(
            "dk.rampe.rights.danish",
            LOCALE,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d. MMMM yyyy", LOCALE);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d. MMMM yyyy 'kl.' HH.mm", LOCALE).withZone(DanishTime.ZONE);

    private Danish() {}

    /** The word for a code; a code that has none stands for itself, rather than being left out. */
    static String word(String list, Object code) {
        String key = list + "." + code;
        return WORDS.containsKey(key) ? WORDS.getString(key) : code.toString();
    }

    static String date(LocalDate date) {
        return DATE.format(date);
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** {@code 12 timer og 30 minutter} */
    static String time(int minutes) {
        List<String> parts = new ArrayList<>();
        if (minutes >= 60) {
            parts.add(minutes / 60 == 1 ? "1 time" : minutes / 60 + " timer");
        }
        if (minutes % 60 > 0) {
            parts.add(minutes % 60 == 1 ? "1 minut" : minutes % 60 + " minutter");
        }
        return String.join(" og ", parts);
    }

    static String limit(TemporalAmount limit) {
        Period period = limit instanceof Duration time ? Period.ofDays((int) time.toDays()) : (Period) limit;
        List<String> parts = new ArrayList<>();
        add(parts, "limit.years", period.getYears());
        add(parts, "limit.months", period.getMonths());
        add(parts, "limit.days", period.getDays());
        return String.join(" og ", parts);
    }

    private static void add(List<String> parts, String key, int number) {
        if (number > 0) {
            parts.add(new MessageFormat(WORDS.getString(key), LOCALE).format(new Object[] {number}));
        }
    }
}
