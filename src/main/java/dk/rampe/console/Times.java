package dk.rampe.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAmount;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;

/**
 * Points in time in the reader's words: how long ago, and the Danish date and wall clock.
 *
 * @param now what "ago" is counted from
 */
record Times(Instant now, Locale locale, MessageSource messages) {

    private static final ZoneId DENMARK = ZoneId.of("Europe/Copenhagen");

    /** @return "for 3 minutter siden" */
    public String ago(Instant then) {
        return spoken("ago", then);
    }

    /** @return "3 minutter" */
    public String age(Instant then) {
        return spoken("age", then);
    }

    /** @return "19. november 2026 kl. 14.32" */
    public String full(Instant then) {
        var local = then.atZone(DENMARK);
        return messages.getMessage("time.full", new Object[] {date(local.toLocalDate()), clock(then)}, locale);
    }

    /** @return "19. november 2026" */
    public String date(LocalDate date) {
        return pattern("time.date").format(date);
    }

    /** @return "14.32" */
    public String clock(Instant then) {
        return pattern("time.clock").format(then.atZone(DENMARK));
    }

    /** @return "12 måneder" */
    public String limit(TemporalAmount limit) {
        Period period = limit instanceof Duration time ? Period.ofDays((int) time.toDays()) : (Period) limit;
        if (period.isZero()) {
            return counted("age.hours", ((Duration) limit).toHours());
        }
        return Stream.of(
                        period.getYears() == 0 ? "" : counted("limit.years", period.getYears()),
                        period.getMonths() == 0 ? "" : counted("limit.months", period.getMonths()),
                        period.getDays() == 0 ? "" : counted("age.days", period.getDays()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** @return "19. november 2026" */
    public String day(Instant then) {
        return date(then.atZone(DENMARK).toLocalDate());
    }

    private DateTimeFormatter pattern(String key) {
        return DateTimeFormatter.ofPattern(messages.getMessage(key, null, locale), locale);
    }

    private String spoken(String kind, Instant then) {
        var passed = Duration.between(then, now);
        if (passed.toMinutes() < 1) {
            return messages.getMessage(kind + ".now", null, locale);
        }
        if (passed.toHours() < 1) {
            return counted(kind + ".minutes", passed.toMinutes());
        }
        if (passed.toDays() < 1) {
            return counted(kind + ".hours", passed.toHours());
        }
        return counted(kind + ".days", passed.toDays());
    }

    private String counted(String key, long count) {
        return messages.getMessage(key, new Object[] {count}, locale);
    }
}
