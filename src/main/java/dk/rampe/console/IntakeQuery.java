package dk.rampe.console;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.console.Intake.Outcomes;
import dk.rampe.console.Intake.Refusal;
import dk.rampe.mapping.Fault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The latest arrivals: files, and messages that were refused. A message is a submission of one line, and there are
 * thousands: those of a partner and a (Danish) day count as one arrival.
 */
@Component
class IntakeQuery {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DAYS_SHOWN = 14;
    private static final int SHOWN = 20;

    private static final String ARRIVED = """
            with arrived as (
                select id, number, partner, channel, state, faults, received_at, channel in ('JMS', 'REST') as message,
                       case when channel in ('JMS', 'REST')
                            then partner || ' ' || (received_at at time zone 'Europe/Copenhagen')::date
                            else id::text end as key
                from submission
                where received_at >= :since
            )
            """;

    private static final String LATEST = ARRIVED + """
            , latest as (
                select key, partner, channel, message, max(number) as latest, max(received_at) as at,
                       count(*) as submissions, case when message then 'PARTLY' else min(state) end as state
                from arrived
                group by key, partner, channel, message
                having not message or bool_or(state in ('PARTLY', 'REFUSED'))
                order by latest desc
                limit :shown
            )
            select latest.*,
                   count(*) filter (where l.outcome = 'ACCEPTED') as accepted,
                   count(*) filter (where l.outcome = 'WARNING') as warning,
                   count(*) filter (where l.outcome = 'KNOWN') as known,
                   count(*) filter (where l.outcome = 'REJECTED') as rejected,
                   count(*) filter (where l.outcome = 'WAITING') as waiting
            from latest
            join arrived a using (key)
            left join submission_line l on l.submission_id = a.id
            group by latest.key, latest.partner, latest.channel, latest.message, latest.latest, latest.at,
                     latest.submissions, latest.state
            order by latest.latest desc
            """;

    private static final String REFUSALS = ARRIVED + """
            , fault as (
                select a.key, jsonb_array_elements(a.faults) as told
                from arrived a
                where a.state = 'REFUSED'
                union all
                select a.key, jsonb_array_elements(l.faults)
                from arrived a
                join submission_line l on l.submission_id = a.id
                where a.state in ('PARTLY', 'REFUSED') and l.outcome = 'REJECTED'
            )
            select key, told ->> 'code' as code, told ->> 'field' as field, told ->> 'details' as details,
                   count(*) as count
            from fault
            group by key, code, field, details
            order by count desc, code, field
            """;

    private final JdbcClient jdbc;

    IntakeQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Intake> recent(Instant now) {
        var since = Timestamp.from(now.minus(DAYS_SHOWN, DAYS));
        var refusals = refusals(since);
        return jdbc.sql(LATEST)
                .param("since", since)
                .param("shown", SHOWN)
                .query((row, number) -> new Intake(
                        row.getString("key"),
                        row.getString("partner"),
                        row.getBoolean("message"),
                        row.getTimestamp("at").toInstant(),
                        row.getLong("submissions"),
                        row.getString("state"),
                        new Outcomes(
                                row.getLong("accepted"),
                                row.getLong("warning"),
                                row.getLong("known"),
                                row.getLong("rejected"),
                                row.getLong("waiting")),
                        refusals.getOrDefault(row.getString("key"), List.of())))
                .list();
    }

    private Map<String, List<Refusal>> refusals(Timestamp since) {
        record Keyed(String key, Refusal refusal) {}
        return jdbc
                .sql(REFUSALS)
                .param("since", since)
                .query((row, number) -> new Keyed(row.getString("key"), new Refusal(fault(row), row.getLong("count"))))
                .list()
                .stream()
                .collect(groupingBy(Keyed::key, mapping(Keyed::refusal, toList())));
    }

    private static Fault fault(ResultSet row) throws SQLException {
        return new Fault(row.getString("code"), row.getString("field"), details(row.getString("details")));
    }

    private static Map<String, String> details(String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
