package dk.rampe.rights;

import static dk.rampe.retention.HeldClass.VAULT;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Whose personal half is held, by municipality. Nothing is opened. */
final class VaultHoldings {

    /** An ending may have been taken back: the earliest that has not is looked for among so many of a municipality. */
    private static final int EARLIEST = 100;

    /**
     * Live participations by when an ending of theirs was told last. What became of that ending is for the fold to say;
     * it can only have been later.
     */
    private static final String MAY_HAVE_ENDED = """
            from (
                select p.id, p.municipality,
                       min(greatest(e.occurred_on, (e.recorded_at at time zone 'Europe/Copenhagen')::date)) as ended
                from event e
                join participation p on p.id = e.participation_id
                join vault.participation_key k on k.participation_id = p.id and k.wrapped is not null
                where e.kind in ('COMPLETED', 'DROPPED_OUT', 'WITHDRAWN', 'REGISTERED_IN_ERROR', 'ASSESSED')
                  and (e.kind <> 'ASSESSED' or (e.facts ->> 'accepted') is distinct from 'true')
                group by p.id, p.municipality) e
            """;

    private final JdbcClient sql;
    private final Deadlines deadlines;
    private final Endings endings;

    VaultHoldings(JdbcClient sql, Deadlines deadlines) {
        this.sql = sql;
        this.deadlines = deadlines;
        this.endings = new Endings(sql, Deadlines.day(deadlines.now()));
    }

    private record Live(String municipality, long participations, long persons, Instant oldest) {}

    private record Candidate(UUID id, String municipality) {}

    private record Ended(String municipality, LocalDate on) {}

    List<Holding> holdings() {
        List<Ended> ended = ended();
        return sql
                .sql("""
                        select municipality, sum(participations)::bigint as participations, count(*) as persons,
                               min(oldest) as oldest
                        from (
                            select p.municipality, p.person_id, count(*) as participations, min(k.made_at) as oldest
                            from vault.participation_key k
                            join participation p on p.id = k.participation_id
                            where k.wrapped is not null
                            group by p.municipality, p.person_id) by_person
                        group by municipality""")
                .query((row, i) -> new Live(
                        row.getString("municipality"),
                        row.getLong("participations"),
                        row.getLong("persons"),
                        SubmissionHoldings.instant(row, "oldest")))
                .list()
                .stream()
                .map(live -> holding(live, ended))
                .toList();
    }

    private Holding holding(Live live, List<Ended> all) {
        String partner = deadlines.partnerIn(live.municipality());
        List<LocalDate> ended = all.stream()
                .filter(one -> one.municipality().equals(live.municipality()))
                .map(Ended::on)
                .sorted()
                .toList();
        LocalDate before = Deadlines.day(deadlines.overdueBefore(VAULT, partner));
        return new Holding(
                partner,
                Store.VAULT,
                live.participations(),
                live.persons(),
                live.oldest(),
                deadlines.limit(VAULT, partner),
                ended.stream()
                        .min(Comparator.naturalOrder())
                        .map(on -> on.plus(deadlines.limit(VAULT, partner)))
                        .orElse(null),
                ended.stream().filter(on -> on.isBefore(before)).count());
    }

    /** All that may be overdue, and the earliest others. */
    private List<Ended> ended() {
        StatementSpec statement = sql.sql("""
                select e.id, e.municipality
                from (select *, row_number() over (partition by municipality order by ended) as place %s) e
                left join unnest(:partners::text[], :befores::timestamptz[]) as l (whom, before)
                  on l.whom = e.municipality
                where e.place <= :earliest
                   or e.ended < (coalesce(l.before, :before::timestamptz) at time zone 'Europe/Copenhagen')::date""".formatted(MAY_HAVE_ENDED));
        Map<UUID, String> candidates =
                deadlines
                        .bindByMunicipality(statement, VAULT)
                        .param("earliest", EARLIEST)
                        .query(Candidate.class)
                        .list()
                        .stream()
                        .collect(toMap(Candidate::id, Candidate::municipality));
        return endings.of(candidates.keySet()).entrySet().stream()
                .map(ending -> new Ended(candidates.get(ending.getKey()), ending.getValue()))
                .toList();
    }
}
