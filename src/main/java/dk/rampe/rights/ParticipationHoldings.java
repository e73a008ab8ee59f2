package dk.rampe.rights;

import static dk.rampe.retention.HeldClass.AUDIT;
import static dk.rampe.retention.HeldClass.VAULT;
import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is held of cases and persons, by the jobcentre of the municipality that has referred them. */
final class ParticipationHoldings {

    private final JdbcClient sql;
    private final Deadlines deadlines;

    ParticipationHoldings(JdbcClient sql, Deadlines deadlines) {
        this.sql = sql;
        this.deadlines = deadlines;
    }

    private record Facts(String partner, String programme, long events, long cases, Instant oldest, long overdue) {}

    /**
     * A person may be known again in several municipalities. Hashes go with the person's last personal half: without one
     * they are overdue, and without any participation nobody's.
     */
    List<Holding> persons() {
        return sql.sql("""
                        select municipality, count(*) as items, count(distinct person_id) as subjects, min(since) as oldest,
                               count(*) filter (where live is not true) as overdue
                        from vault.person
                        left join (
                            select p.person_id, p.municipality, min(p.created_at) as since,
                                   bool_or(bool_or(k.wrapped is not null)) over (partition by p.person_id) as live
                            from participation p
                            left join vault.participation_key k on k.participation_id = p.id
                            group by p.person_id, p.municipality) cases using (person_id)
                        group by municipality""").query((row, i) -> person(row)).list();
    }

    private Holding person(ResultSet row) throws SQLException {
        String municipality = row.getString("municipality");
        String partner = municipality == null ? null : deadlines.partnerIn(municipality);
        return new Holding(
                partner,
                Store.PERSONS,
                row.getLong("items"),
                row.getLong("subjects"),
                SubmissionHoldings.instant(row, "oldest"),
                partner == null ? null : deadlines.limit(VAULT, partner),
                null,
                row.getLong("overdue"));
    }

    /** Overdue are the cases of an evaluation that has ended, if their personal half is gone. */
    List<Holding> facts() {
        return sql
                .sql("""
                        select p.municipality, p.programme, sum(e.events)::bigint as events, count(*) as cases,
                               min(e.oldest) as oldest,
                               count(*) filter (where p.programme = any(:over) and k.wrapped is null) as overdue
                        from (
                            select participation_id, count(*) as events, min(recorded_at) as oldest
                            from event
                            group by participation_id) e
                        join participation p on p.id = e.participation_id
                        left join vault.participation_key k on k.participation_id = p.id
                        where p.erased_at is null
                        group by p.municipality, p.programme""")
                .param("over", deadlines.programmesOver())
                .query((row, i) -> new Facts(
                        deadlines.partnerIn(row.getString("municipality")),
                        row.getString("programme"),
                        row.getLong("events"),
                        row.getLong("cases"),
                        SubmissionHoldings.instant(row, "oldest"),
                        row.getLong("overdue")))
                .list()
                .stream()
                .collect(groupingBy(Facts::partner))
                .values()
                .stream()
                .map(this::together)
                .toList();
    }

    /** Of several programmes, all of which must have an end, the last one's counts. */
    private Holding together(List<Facts> programmes) {
        List<LocalDate> ends = programmes.stream()
                .map(facts -> deadlines.evaluationEnds(facts.programme()))
                .filter(Objects::nonNull)
                .toList();
        return new Holding(
                programmes.get(0).partner(),
                Store.FACTS,
                programmes.stream().mapToLong(Facts::events).sum(),
                programmes.stream().mapToLong(Facts::cases).sum(),
                programmes.stream()
                        .map(Facts::oldest)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                null,
                ends.size() < programmes.size()
                        ? null
                        : ends.stream().max(Comparator.naturalOrder()).orElse(null),
                programmes.stream().mapToLong(Facts::overdue).sum());
    }

    List<Holding> audit() {
        return sql.sql("""
                        select p.municipality, count(*) as items, min(a.at) as oldest,
                               count(*) filter (where a.at < ?) as overdue
                        from vault.audit a
                        left join participation p on p.id = a.participation_id
                        group by p.municipality""")
                .param(Timestamp.from(deadlines.overdueBefore(AUDIT, "")))
                .query((row, i) -> audited(Store.AUDIT, row))
                .list();
    }

    /** Requests with what became of them; of each a keyed hash of the case is held as long, and a counted trace. */
    List<Holding> erasures() {
        return sql.sql("""
                        select municipality, count(*) as items, min(requested_at) as oldest,
                               count(*) filter (where requested_at < ?) as overdue
                        from erasure group by municipality""")
                .param(Timestamp.from(deadlines.overdueBefore(AUDIT, "")))
                .query((row, i) -> audited(Store.ERASURES, row))
                .list();
    }

    private Holding audited(Store store, ResultSet row) throws SQLException {
        String municipality = row.getString("municipality");
        Instant oldest = SubmissionHoldings.instant(row, "oldest");
        return new Holding(
                municipality == null ? null : deadlines.partnerIn(municipality),
                store,
                row.getLong("items"),
                null,
                oldest,
                deadlines.limit(AUDIT, ""),
                deadlines.until(AUDIT, "", oldest),
                row.getLong("overdue"));
    }
}
