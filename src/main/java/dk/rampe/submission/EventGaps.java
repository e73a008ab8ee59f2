package dk.rampe.submission;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers of events that have not come, for an operator, in a process that is not the hub. */
public final class EventGaps {

    private final JdbcClient sql;

    public EventGaps(DataSource database) {
        this.sql = JdbcClient.create(database);
    }

    /**
     * Neighbouring numbers that were noticed together.
     *
     * @param askedAt when it was last asked for in vain; null when it has not been
     */
    public record Gap(String partner, long first, long last, Instant noticedAt, Instant askedAt) {}

    /** @param closedAt when, by whom and why nobody asks any more */
    public record Closed(
            String partner,
            long first,
            long last,
            Instant noticedAt,
            Instant closedAt,
            String closedBy,
            String reason) {}

    public List<Gap> open() {
        return sql.sql("""
                        select partner, min(number) as first, max(number) as last, noticed_at, min(asked_at) as asked_at
                        from (select *, number - row_number() over (partition by partner, noticed_at order by number) as run
                              from service_gap where closed_at is null) gap
                        group by partner, noticed_at, run order by partner, first""")
                .query((row, i) -> new Gap(
                        row.getString("partner"),
                        row.getLong("first"),
                        row.getLong("last"),
                        row.getTimestamp("noticed_at").toInstant(),
                        row.getTimestamp("asked_at") == null
                                ? null
                                : row.getTimestamp("asked_at").toInstant()))
                .list();
    }

    public List<Closed> closed() {
        return sql.sql("""
                        select partner, min(number) as first, max(number) as last, noticed_at, closed_at, closed_by, reason
                        from (select *, number - row_number()
                                            over (partition by partner, noticed_at, closed_at order by number) as run
                              from service_gap where closed_at is not null) gap
                        group by partner, noticed_at, closed_at, closed_by, reason, run order by partner, first""")
                .query((row, i) -> new Closed(
                        row.getString("partner"),
                        row.getLong("first"),
                        row.getLong("last"),
                        row.getTimestamp("noticed_at").toInstant(),
                        row.getTimestamp("closed_at").toInstant(),
                        row.getString("closed_by"),
                        row.getString("reason")))
                .list();
    }

    /**
     * Nobody asks for them any more.
     *
     * @param first of the numbers, up to {@code last}
     * @return how many of them were open
     */
    public int close(String partner, long first, long last, String by, String reason, Instant at) {
        return sql.sql("""
                        update service_gap set closed_at = ?, closed_by = ?, reason = ?
                        where partner = ? and number between ? and ? and closed_at is null""")
                .params(Timestamp.from(at), by, reason, partner, first, last)
                .update();
    }
}
