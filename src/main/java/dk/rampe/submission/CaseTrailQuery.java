package dk.rampe.submission;

import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Line;
import dk.rampe.submission.CaseTrail.Linked;
import dk.rampe.submission.CaseTrail.Origin;
import dk.rampe.submission.CaseTrail.Recorded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows behind a {@link CaseTrail}. */
final class CaseTrailQuery {

    private static final String ORIGIN = "s.partner, s.channel, s.kind as submission_kind, s.name, s.received_at";

    private final JdbcClient sql;

    CaseTrailQuery(JdbcClient sql) {
        this.sql = sql;
    }

    List<Case> cases(String caseNumber) {
        return sql.sql("select * from participation where case_number = ? order by municipality, number")
                .param(caseNumber)
                .query((row, i) -> readCase(row))
                .list();
    }

    private Case readCase(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Case(
                id,
                row.getLong("number"),
                row.getString("municipality"),
                row.getString("case_number"),
                row.getString("programme"),
                row.getString("provider"),
                instant(row, "handed_over_at"),
                events(id),
                linked(id));
    }

    private List<Recorded> events(UUID participation) {
        return sql.sql("""
                        select e.*, %s
                        from (select %s, submission_id, line, recorded_at from event where participation_id = ?) e
                        left join submission s on s.id = e.submission_id
                        order by e.number""".formatted(ORIGIN, EventLog.COLUMNS))
                .param(participation)
                .query((row, i) -> {
                    Event event = EventLog.read(row);
                    return new Recorded(event, instant(row, "recorded_at"), origin(row));
                })
                .list();
    }

    private List<Linked> linked(UUID participation) {
        return sql.sql("""
                        select other.id, other.number, other.case_number
                        from participation one join participation other
                          on (other.person_id, other.municipality, other.programme)
                           = (one.person_id, one.municipality, one.programme) and other.id <> one.id
                        where one.id = ? order by other.number""").param(participation).query(Linked.class).list();
    }

    /** A line that names the participation and no case number is found by what it names. */
    List<Line> lines(String caseNumber, Collection<UUID> participations) {
        return sql.sql("""
                        select l.*, coalesce(w.municipality, p.municipality) as municipality, %s
                        from submission_line l
                        join submission s on s.id = l.submission_id
                        left join waiting_line w on (w.submission_id, w.line) = (l.submission_id, l.line)
                        left join participation p on p.id = l.participation_id
                        where l.outcome in ('REJECTED', 'KNOWN', 'WAITING')
                          and (l.case_number = ? or l.case_number is null and l.participation_id = any(?))
                        order by s.number, l.line""".formatted(ORIGIN))
                .params(caseNumber, participations.toArray(UUID[]::new))
                .query((row, i) -> new Line(
                        origin(row),
                        row.getString("municipality"),
                        row.getString("outcome"),
                        Ledger.faults(row.getString("faults")),
                        instant(row, "decided_at")))
                .list();
    }

    private static Origin origin(ResultSet row) throws SQLException {
        return new Origin(
                row.getObject("submission_id", UUID.class),
                row.getLong("line"),
                row.getString("partner"),
                row.getString("channel"),
                row.getString("submission_kind"),
                row.getString("name"),
                instant(row, "received_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
