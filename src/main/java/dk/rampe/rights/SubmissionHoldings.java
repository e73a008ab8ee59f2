package dk.rampe.rights;

import static dk.rampe.retention.HeldClass.ARCHIVE;
import static dk.rampe.retention.HeldClass.RECORDS;
import static dk.rampe.retention.HeldClass.REFUSED_LINES;

import dk.rampe.retention.HeldClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is held of what came in and went out, by partner. */
final class SubmissionHoldings {

    /** Joins the moment before which something of the partner's is overdue. */
    private static final String LIMITS =
            "left join unnest(:partners::text[], :befores::timestamptz[]) as l (whom, before) on l.whom = ";

    private static final String BEFORE = "coalesce(l.before, :before::timestamptz)";

    private final JdbcClient sql;
    private final Deadlines deadlines;

    SubmissionHoldings(JdbcClient sql, Deadlines deadlines) {
        this.sql = sql;
        this.deadlines = deadlines;
    }

    /** One that is not worked through keeps its copy, and one with a waiting line its key. */
    List<Holding> archive() {
        return rows(Store.ARCHIVE, ARCHIVE, """
                select s.partner, count(*) as items, null::bigint as subjects, min(s.received_at) as oldest,
                       count(*) filter (where c.stored_on < %s::date and s.state <> 'STORED') as overdue
                from archive_chunk c
                join submission s on s.id = c.submission_id
                %s s.partner
                where c.chunk = 0
                group by s.partner""".formatted(BEFORE, LIMITS));
    }

    List<Holding> waitingLines() {
        return sql.sql("""
                        select s.partner, count(*) as items, count(distinct (w.municipality, w.case_number)) as subjects,
                               min(w.waits_since) as oldest, count(*) filter (where w.waits_since < ?) as overdue
                        from waiting_line w
                        join submission s on s.id = w.submission_id
                        group by s.partner""")
                .param(Timestamp.from(deadlines.overdueWhenWaitingSince()))
                .query((row, i) -> waiting(row))
                .list();
    }

    private Holding waiting(ResultSet row) throws SQLException {
        Instant oldest = instant(row, "oldest");
        return new Holding(
                row.getString("partner"),
                Store.WAITING_LINES,
                row.getLong("items"),
                row.getLong("subjects"),
                oldest,
                deadlines.waiting(),
                Deadlines.day(oldest.plus(deadlines.waiting())),
                row.getLong("overdue"));
    }

    List<Holding> refusedLines() {
        return rows(Store.REFUSED_LINES, REFUSED_LINES, """
                select partner, sum(lines)::bigint as items, count(*) as subjects, min(oldest) as oldest,
                       sum(overdue)::bigint as overdue
                from (
                    select s.partner, line.case_number, count(*) as lines, min(s.received_at) as oldest,
                           count(*) filter (where s.received_at < %s) as overdue
                    from submission_line line
                    join submission s on s.id = line.submission_id
                    %s s.partner
                    where line.outcome = 'REJECTED' and line.case_number is not null
                    group by s.partner, line.case_number) by_case
                group by partner""".formatted(BEFORE, LIMITS));
    }

    /** One that is not worked through, or not yet answered, stays however old it is. */
    List<Holding> submissions() {
        return rows(Store.SUBMISSIONS, RECORDS, """
                select s.partner, count(*) as items, null::bigint as subjects, min(s.received_at) as oldest,
                       count(*) filter (
                           where s.received_at < %s and s.state <> 'STORED'
                             and not exists (select from delivery owed
                                             where owed.submission_id = s.id and owed.state = 'PENDING')) as overdue
                from submission s
                %s s.partner
                group by s.partner""".formatted(BEFORE, LIMITS));
    }

    /**
     * What is still to be sent stays however old it is, and so does the latest message of a case whose personal half is
     * here. A status goes with its file.
     */
    List<Holding> deliveries() {
        return rows(Store.DELIVERIES, RECORDS, """
                select d.partner, count(*) as items, null::bigint as subjects, min(d.made_at) as oldest,
                       count(*) filter (
                           where d.made_at < %1$s and d.state <> 'PENDING'
                             and not exists (select from delivery file where file.id = d.consignment and file.made_at >= %1$s)
                             and not exists (select from delivery owed
                                             where owed.state = 'PENDING'
                                               and (owed.consignment = d.id or owed.submission_id = d.submission_id))
                             and (d.kind <> 'CASE'
                                  or exists (select from delivery later
                                             where later.kind = 'CASE' and later.participation_id = d.participation_id
                                               and later.partner = d.partner and later.event_number > d.event_number)
                                  or exists (select from vault.participation_key k
                                             where k.participation_id = d.participation_id
                                               and k.destroyed_at is not null))) as overdue
                from delivery d
                %2$s d.partner
                group by d.partner""".formatted(BEFORE, LIMITS));
    }

    private List<Holding> rows(Store store, HeldClass held, String statement) {
        return deadlines
                .bind(sql.sql(statement), held)
                .query((row, i) -> {
                    String partner = row.getString("partner");
                    Instant oldest = instant(row, "oldest");
                    return new Holding(
                            partner,
                            store,
                            row.getLong("items"),
                            row.getObject("subjects", Long.class),
                            oldest,
                            deadlines.limit(held, partner),
                            deadlines.until(held, partner, oldest),
                            row.getLong("overdue"));
                })
                .list();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
