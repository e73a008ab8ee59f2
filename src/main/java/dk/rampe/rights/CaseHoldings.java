package dk.rampe.rights;

import static java.util.stream.Collectors.toMap;

import dk.rampe.partner.Partner;
import dk.rampe.retention.HeldClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is held of one case, in all its participations and told of by whatever line. Says nothing of what is overdue. */
final class CaseHoldings {

    /** A line of a jobcentre's names a case of its own municipality; a provider's may name one of any. */
    private static final String LINES = """
            submission_line line
            join submission s on s.id = line.submission_id
            left join waiting_line w on (w.submission_id, w.line) = (line.submission_id, line.line)
            where (line.case_number = :number and (line.participation_id is null or line.participation_id = any(:ids))
                   or line.case_number is null and line.participation_id = any(:ids))
              and not s.partner = any(:elsewhere)
              and (:municipality::text is null or coalesce(w.municipality, :municipality) = :municipality)
            """;

    private final JdbcClient sql;
    private final Deadlines deadlines;
    private final String caseNumber;
    private final String municipality;
    private final List<Case> cases;

    /** @param municipality code, or null: every one that has such a case */
    CaseHoldings(JdbcClient sql, Deadlines deadlines, String caseNumber, String municipality) {
        this.sql = sql;
        this.deadlines = deadlines;
        this.caseNumber = caseNumber;
        this.municipality = municipality;
        this.cases = sql.sql("""
                        select p.id, p.municipality, p.programme, k.wrapped is not null as live
                        from participation p left join vault.participation_key k on k.participation_id = p.id
                        where p.case_number = :number and (:municipality::text is null or p.municipality = :municipality)
                        order by p.number""")
                .param("number", caseNumber)
                .param("municipality", municipality)
                .query(Case.class)
                .list();
    }

    private record Case(UUID id, String municipality, String programme, boolean live) {}

    /** @param whose partner, or municipality */
    private record Found(String whose, long items, Instant oldest) {}

    List<Holding> all() {
        List<Holding> all = new ArrayList<>();
        all.addAll(ofPartners(Store.ARCHIVE, """
                select s.partner as whose, count(*) as items, min(s.received_at) as oldest
                from submission s
                where exists (select from archive_chunk c
                              where c.submission_id = s.id and c.chunk = 0
                                and c.stored_on = (s.received_at at time zone 'UTC')::date)
                  and s.id in (select e.submission_id from event e where e.participation_id = any(:ids)
                               union select line.submission_id from %s)
                group by s.partner""".formatted(LINES)));
        all.addAll(waiting());
        all.addAll(ofPartners(Store.REFUSED_LINES, lines("line.outcome = 'REJECTED'")));
        all.addAll(ofPartners(Store.SUBMISSIONS, lines("line.outcome not in ('REJECTED', 'WAITING')")));
        all.addAll(ofPartners(Store.DELIVERIES, """
                select partner as whose, count(*) as items, min(made_at) as oldest
                from delivery where participation_id = any(:ids) group by partner"""));
        all.addAll(dropBoxes());
        all.addAll(vault());
        all.addAll(persons());
        all.addAll(facts());
        all.addAll(audit());
        return all;
    }

    private static String lines(String which) {
        return """
                select s.partner as whose, count(*) as items, min(s.received_at) as oldest
                from %s and %s group by s.partner""".formatted(LINES, which);
    }

    private List<Holding> waiting() {
        return holdings(
                lines("line.outcome = 'WAITING'"),
                found -> new Holding(
                        found.whose(),
                        Store.WAITING_LINES,
                        found.items(),
                        null,
                        found.oldest(),
                        deadlines.waiting(),
                        Deadlines.day(found.oldest().plus(deadlines.waiting())),
                        0));
    }

    /** Receipts and statuses that nobody has fetched. */
    private List<Holding> dropBoxes() {
        List<Holding> all = holdings("""
                        select d.partner as whose, count(*) as items, min(d.sent_at) as oldest
                        from delivery d
                        where d.state = 'SENT' and d.fetched_at is null
                          and (d.kind = 'RECEIPT' and d.submission_id in (select line.submission_id from %s)
                               or d.kind = 'STATUS_FILE'
                                  and exists (select from delivery status
                                              where status.consignment = d.id and status.participation_id = any(:ids)))
                        group by d.partner""".formatted(LINES), found -> {
            Partner.DropBox dropBox = deadlines.partners().get(found.whose()).dropbox();
            return dropBox == null ? null : inDropBox(found, dropBox.keep());
        });
        return all.stream().filter(Objects::nonNull).toList();
    }

    private static Holding inDropBox(Found found, Duration keep) {
        return new Holding(
                found.whose(),
                Store.DROP_BOX,
                found.items(),
                null,
                found.oldest(),
                keep,
                Deadlines.day(found.oldest().plus(keep)),
                0);
    }

    /** The first limit is that of the participation that ended first, of those that have. */
    private List<Holding> vault() {
        Map<UUID, LocalDate> ended = new Endings(sql, Deadlines.day(deadlines.now()))
                .of(cases.stream().filter(Case::live).map(Case::id).toList());
        Map<UUID, Case> byId = cases.stream().collect(toMap(Case::id, one -> one));
        return holdings("""
                        select p.municipality as whose, count(*) as items, min(k.made_at) as oldest
                        from vault.participation_key k join participation p on p.id = k.participation_id
                        where k.wrapped is not null and p.id = any(:ids) group by p.municipality""", found -> {
            LocalDate first = ended.keySet().stream()
                    .filter(id -> byId.get(id).municipality().equals(found.whose()))
                    .map(ended::get)
                    .min(LocalDate::compareTo)
                    .orElse(null);
            return ofJobcentre(
                    Store.VAULT,
                    found,
                    partner -> first == null ? null : first.plus(deadlines.limit(HeldClass.VAULT, partner)));
        });
    }

    private List<Holding> persons() {
        return holdings("""
                        select p.municipality as whose, count(distinct h.digest) as items, min(p.created_at) as oldest
                        from vault.person h join participation p on p.person_id = h.person_id
                        where p.id = any(:ids) group by p.municipality""", found -> ofJobcentre(Store.PERSONS, found, partner -> null));
    }

    private List<Holding> facts() {
        return holdings("""
                        select p.municipality as whose, count(*) as items, min(e.recorded_at) as oldest
                        from event e join participation p on p.id = e.participation_id
                        where p.id = any(:ids) group by p.municipality""", found -> ofJobcentre(Store.FACTS, found, partner -> evaluationEnds(found.whose())));
    }

    /** Null when one of the programmes has no end yet. */
    private LocalDate evaluationEnds(String municipality) {
        List<LocalDate> ends = cases.stream()
                .filter(one -> one.municipality().equals(municipality))
                .map(one -> deadlines.evaluationEnds(one.programme()))
                .toList();
        return ends.stream().allMatch(Objects::nonNull)
                ? ends.stream().max(LocalDate::compareTo).orElse(null)
                : null;
    }

    private List<Holding> audit() {
        return holdings(
                """
                        select p.municipality as whose, count(*) as items, min(a.at) as oldest
                        from vault.audit a join participation p on p.id = a.participation_id
                        where p.id = any(:ids) group by p.municipality""",
                found -> ofJobcentre(
                        Store.AUDIT, found, partner -> deadlines.until(HeldClass.AUDIT, partner, found.oldest())));
    }

    private Holding ofJobcentre(Store store, Found found, Function<String, LocalDate> until) {
        String partner = deadlines.partnerIn(found.whose());
        return new Holding(
                partner,
                store,
                found.items(),
                null,
                found.oldest(),
                deadlines.limit(store, partner),
                until.apply(partner),
                0);
    }

    private List<Holding> ofPartners(Store store, String statement) {
        return holdings(
                statement,
                found -> new Holding(
                        found.whose(),
                        store,
                        found.items(),
                        null,
                        found.oldest(),
                        deadlines.limit(store, found.whose()),
                        deadlines.until(store.held().orElseThrow(), found.whose(), found.oldest()),
                        0));
    }

    private List<Holding> holdings(String statement, Function<Found, Holding> holding) {
        return sql
                .sql(statement)
                .param("ids", cases.stream().map(Case::id).toArray(UUID[]::new))
                .param("number", caseNumber)
                .param("municipality", municipality)
                .param("elsewhere", jobcentresElsewhere())
                .query(Found.class)
                .list()
                .stream()
                .map(holding)
                .toList();
    }

    private String[] jobcentresElsewhere() {
        return deadlines.partners().entrySet().stream()
                .filter(partner -> municipality != null && partner.getValue().municipality() != null)
                .filter(partner -> !partner.getValue().municipality().equals(municipality))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }
}
