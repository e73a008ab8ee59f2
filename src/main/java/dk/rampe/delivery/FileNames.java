package dk.rampe.delivery;

import dk.rampe.partner.Daybook;
import dk.rampe.partner.DaybookEntry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Names of files at a partner. Each is used for one thing only: a taken name gets {@code .2}, {@code .3} before its
 * last extension.
 */
@Component
public class FileNames {

    /** Weeks begin on a Monday; the first is the one with the first Thursday. */
    private static final Locale DANISH = Locale.forLanguageTag("da-DK");

    private static final Pattern BRACE = Pattern.compile("\\{([^}]+)}");

    private static final Pattern NUMBER = Pattern.compile("\\.\\d+(?=(\\.[^.]*)?$)");

    private final JdbcClient sql;
    private final Daybook daybook;
    private final Clock clock;

    FileNames(JdbcClient sql, Daybook daybook, Clock clock) {
        this.sql = sql;
        this.daybook = daybook;
        this.clock = clock;
    }

    /** @param owner what the name belongs to; the same owner gets the same name again */
    public String reserve(String partner, String wanted, UUID owner) {
        for (int i = 1; ; i++) {
            String name = numbered(wanted, i);
            int reserved = sql.sql(
                            "insert into delivered_name (partner, name, owner, reserved_at) values (?, ?, ?, ?) on conflict do nothing")
                    .params(partner, name, owner, Timestamp.from(clock.instant()))
                    .update();
            if (reserved == 1) {
                daybook.note(DaybookEntry.What.NAMED, partner, null, null, name);
            }
            UUID holder = sql.sql("select owner from delivered_name where partner = ? and name = ?")
                    .params(partner, name)
                    .query(UUID.class)
                    .single();
            if (holder.equals(owner)) {
                return name;
            }
        }
    }

    /** The next free name for something whose name was found taken. */
    String another(String partner, String taken) {
        return reserve(partner, NUMBER.matcher(taken).replaceFirst(""), UUID.randomUUID());
    }

    /**
     * Reserves the first name of a pattern that holds dates in braces and, it may be, {@code {nn}}: the running
     * number of the day.
     */
    String reserveDated(String partner, String pattern, ZonedDateTime at, UUID owner) {
        String dated = BRACE.matcher(pattern)
                .replaceAll(brace -> "nn".equals(brace.group(1))
                        ? Matcher.quoteReplacement(brace.group())
                        : DateTimeFormatter.ofPattern(brace.group(1), DANISH).format(at));
        if (!dated.contains("{nn}")) {
            return reserve(partner, dated, owner);
        }
        int used = sql.sql("select count(*) from delivered_name where partner = ? and name like ?")
                .params(partner, dated.replace("_", "\\_").replace("{nn}", "__"))
                .query(Integer.class)
                .single();
        return reserve(partner, dated.replace("{nn}", "%02d".formatted(used + 1)), owner);
    }

    private static String numbered(String name, int i) {
        int dot = name.contains(".") ? name.lastIndexOf('.') : name.length();
        return i == 1 ? name : name.substring(0, dot) + '.' + i + name.substring(dot);
    }
}
