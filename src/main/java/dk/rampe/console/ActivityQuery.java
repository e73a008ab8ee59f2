package dk.rampe.console;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;

import dk.rampe.console.Activity.Arrival;
import dk.rampe.console.Activity.Backlog;
import dk.rampe.console.Activity.Deliveries;
import dk.rampe.console.Activity.Lines;
import dk.rampe.console.Activity.Missing;
import dk.rampe.console.Activity.Release;
import dk.rampe.partner.Trouble;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One row per partner over what came in and goes out, in one statement. Nothing is counted over all time: the page asks
 * every few seconds, and the ledger only grows.
 */
@Component
class ActivityQuery {

    private static final String ACTIVITIES = """
            with known as (
                select unnest(:partners) as partner
            ), unprocessed as (
                select partner, min(received_at) as unprocessed_since
                from submission
                where state = 'STORED'
                group by partner
            ), counted as (
                select s.partner,
                       count(*) filter (where l.outcome in ('ACCEPTED', 'WARNING', 'KNOWN')) as accepted,
                       count(*) filter (where l.outcome = 'REJECTED') as refused,
                       count(*) filter (where l.outcome in ('ACCEPTED', 'WARNING', 'KNOWN')
                                          and s.received_at >= :dayAgo) as day_accepted,
                       count(*) filter (where l.outcome = 'REJECTED'
                                          and s.received_at >= :dayAgo) as day_refused
                from submission s
                join submission_line l on l.submission_id = s.id
                where s.received_at >= :monthAgo
                group by s.partner
            ), waiting as (
                select s.partner, count(*) as lines_waiting, min(w.waits_since) as waits_since
                from waiting_line w
                join submission s on s.id = w.submission_id
                group by s.partner
            ), outgoing as (
                select partner,
                       count(*) filter (where state = 'PENDING' and kind = 'STATUS') as gathering,
                       count(*) filter (where state = 'PENDING' and kind <> 'STATUS') as unsent,
                       min(made_at) filter (where state = 'PENDING' and kind <> 'STATUS') as unsent_since,
                       count(*) filter (where state = 'PENDING' and attempts > 0) as retried,
                       count(*) filter (where state = 'PENDING' and kind <> 'STATUS' and attempts = 0
                                          and due_at < :lateWhenDue) as late,
                       count(*) filter (where state = 'FAILED') as failed,
                       count(*) filter (where state = 'REJECTED' and sent_at >= :dayAgo) as rejected,
                       array_agg(distinct answer) filter (where state = 'REJECTED' and sent_at >= :dayAgo
                                                            and answer is not null) as refusals
                from delivery
                where consignment is null and state in ('PENDING', 'FAILED', 'REJECTED')
                group by partner
            ), troubled as (
                select partner, array_agg(trouble) as troubles, array_agg(since) as troubled_since
                from partner_trouble
                group by partner
            ), jumped as (
                select partner, count(*) as missing, min(noticed_at) as missing_since,
                       (array_agg(number order by number))[1 : 5] as missing_first
                from service_gap
                where closed_at is null
                group by partner
            )
            select *
            from known
            left join unprocessed using (partner)
            left join counted using (partner)
            left join waiting using (partner)
            left join outgoing using (partner)
            left join troubled using (partner)
            left join jumped using (partner)
            left join lateral (
                select received_at as last_at, state as last_state
                from submission s
                where s.partner = known.partner
                order by number desc
                limit 1
            ) last on true
            left join lateral (
                select r.as_of, r.made_at as released_at, d.state as release_state
                from release r
                join delivery d on d.release_id = r.id and d.partner = known.partner
                order by r.number desc
                limit 1
            ) released on true
            """;

    /** More reasons than that are no page to look at. */
    private static final int MOST_REFUSALS = 3;

    private final JdbcClient jdbc;

    ActivityQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return for each of the partners, whether anything is known about it or not */
    Map<String, Activity> activities(Collection<String> partners, Instant now) {
        var activities = new HashMap<String, Activity>();
        jdbc.sql(ACTIVITIES)
                .param("partners", partners.toArray(String[]::new))
                .param("dayAgo", Timestamp.from(now.minus(24, HOURS)))
                .param("monthAgo", Timestamp.from(now.minus(30, DAYS)))
                .param("lateWhenDue", Timestamp.from(now.minus(Attention.MINUTES_TO_SEND, MINUTES)))
                .query((row, number) -> activities.put(row.getString("partner"), activity(row)))
                .list();
        return activities;
    }

    private static Activity activity(ResultSet row) throws SQLException {
        var lastAt = instant(row, "last_at");
        var asOf = row.getObject("as_of", LocalDate.class);
        return new Activity(
                lastAt == null ? null : new Arrival(lastAt, row.getString("last_state")),
                instant(row, "unprocessed_since"),
                new Lines(row.getLong("day_accepted"), row.getLong("day_refused")),
                new Lines(row.getLong("accepted"), row.getLong("refused")),
                new Backlog(row.getLong("lines_waiting"), instant(row, "waits_since")),
                new Deliveries(
                        new Backlog(row.getLong("unsent"), instant(row, "unsent_since")),
                        row.getLong("gathering"),
                        row.getLong("retried"),
                        row.getLong("late"),
                        row.getLong("failed"),
                        row.getLong("rejected"),
                        refusals(row)),
                troubles(row),
                missing(row),
                asOf == null ? null : new Release(asOf, instant(row, "released_at"), row.getString("release_state")));
    }

    private static List<String> refusals(ResultSet row) throws SQLException {
        var refusals = row.getArray("refusals");
        return refusals == null
                ? List.of()
                : Stream.of((String[]) refusals.getArray()).limit(MOST_REFUSALS).toList();
    }

    private static Missing missing(ResultSet row) throws SQLException {
        var first = row.getArray("missing_first");
        return new Missing(
                row.getLong("missing"),
                first == null ? List.of() : List.of((Long[]) first.getArray()),
                instant(row, "missing_since"));
    }

    /** The same trouble with fetching and with delivering counts from the earlier. */
    private static Map<Trouble, Instant> troubles(ResultSet row) throws SQLException {
        var since = new EnumMap<Trouble, Instant>(Trouble.class);
        if (row.getArray("troubles") != null) {
            var troubles = (String[]) row.getArray("troubles").getArray();
            var times = (Timestamp[]) row.getArray("troubled_since").getArray();
            for (int i = 0; i < troubles.length; i++) {
                since.merge(
                        Trouble.valueOf(troubles[i]),
                        times[i].toInstant(),
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return since;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
