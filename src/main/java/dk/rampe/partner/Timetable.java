package dk.rampe.partner;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/**
 * What is to happen at agreed times: each planned time once, on whichever node asks first, remembered with what it
 * causes. Times are Danish wall-clock times, so 02:30 is one time on both clock-change nights. After a stop only the
 * last missed time is made up for.
 */
@Component
public class Timetable {

    private final JdbcClient sql;
    private final Clock clock;

    Timetable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Whether the schedule's last planned time is now taken by the caller, in the caller's transaction. The first call
     * ever only notes where to begin.
     *
     * @param cron seconds to weekdays, as Spring reads it
     */
    public boolean begin(String schedule, String cron) {
        return due(schedule, cron).map(planned -> take(schedule, planned)).orElse(false);
    }

    /**
     * The schedule's last planned time, if nobody has taken it: for what goes on over many transactions, and takes the
     * time with the last of them. Takes nothing; the first call ever notes where to begin.
     *
     * @return Danish wall-clock time
     */
    public Optional<LocalDateTime> due(String schedule, String cron) {
        LocalDateTime now = LocalDateTime.now(clock);
        Optional<LocalDateTime> last = last(schedule, now);
        if (last.isEmpty()) {
            take(schedule, now);
            return Optional.empty();
        }
        return lastPlanned(CronExpression.parse(cron), last.get(), now);
    }

    /** @return false when somebody else has taken this time; else it is the caller's, with the caller's transaction */
    public boolean take(String schedule, LocalDateTime planned) {
        return sql.sql(
                                "insert into timetable_run (schedule, planned_at, ran_at) values (?, ?, ?) on conflict do nothing")
                        .params(schedule, planned, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Runs the schedule once outside its times, unless it ever ran so before. */
    public boolean beginOnce(String schedule) {
        return take(schedule + " once", LocalDateTime.of(1970, 1, 1, 0, 0));
    }

    /** The latest planned time after {@code last} that is not in the future. */
    private static Optional<LocalDateTime> lastPlanned(CronExpression cron, LocalDateTime last, LocalDateTime now) {
        LocalDateTime planned = null;
        LocalDateTime next = cron.next(last);
        while (next != null && !next.isAfter(now)) {
            planned = next;
            next = cron.next(next);
        }
        return Optional.ofNullable(planned);
    }

    /** What was taken while the clock was ahead of its time is left out: the times before it are yet to come. */
    private Optional<LocalDateTime> last(String schedule, LocalDateTime now) {
        return sql.sql("select max(planned_at) from timetable_run where schedule = ? and planned_at <= ?")
                .params(schedule, now)
                .query((row, i) -> Optional.ofNullable(row.getObject(1, LocalDateTime.class)))
                .single();
    }
}
