package dk.rampe.submission;

import static java.util.stream.Collectors.groupingBy;

import dk.rampe.delivery.Cancellation;
import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Ending;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Participation;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.Partners;
import dk.rampe.retention.Cutoffs;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import dk.rampe.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Personal halves of participations that have ended, by the fold and nothing else: an ending that was taken back, or told
 * of late, ends nothing or ends it later. Each participation for itself: after a case was opened anew the personal half of
 * the one before it is needed no longer.
 */
@Component
class VaultPurge implements Purge {

    private static final int AT_ONCE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient sql;
    private final CaseLocks locks;
    private final Vault vault;
    private final Cancellation deliveries;
    private final Partners partners;
    private final Limits limits;

    VaultPurge(
            JdbcClient sql, CaseLocks locks, Vault vault, Cancellation deliveries, Partners partners, Limits limits) {
        this.sql = sql;
        this.locks = locks;
        this.vault = vault;
        this.deliveries = deliveries;
        this.partners = partners;
        this.limits = limits;
    }

    /** @param before the limit of the jobcentre whose case it is */
    private record Candidate(UUID id, CaseKey key, Instant before) {}

    private record Told(UUID participation, Event event, Instant at) {}

    @Override
    public HeldClass held() {
        return HeldClass.VAULT;
    }

    /** A page without any is passed over; another node may have closed some while this one waited for the cases. */
    @Override
    @Transactional
    public int removeSome(Instant now) {
        List<Candidate> page = candidates(now, FIRST);
        while (!page.isEmpty()) {
            locks.hold(page.stream().map(Candidate::key).toList());
            Set<UUID> closed = vault.closed(page.stream().map(Candidate::id).toList());
            List<UUID> ended =
                    ended(page, now).stream().filter(id -> !closed.contains(id)).toList();
            if (!ended.isEmpty()) {
                vault.destroy(ended);
                deliveries.cancelCases(ended);
                return ended.size();
            }
            page = candidates(now, last(page));
        }
        return 0;
    }

    @Override
    public long overdue(Instant now) {
        long overdue = 0;
        for (List<Candidate> page = candidates(now, FIRST); !page.isEmpty(); page = candidates(now, last(page))) {
            overdue += ended(page, now).size();
        }
        return overdue;
    }

    private static UUID last(List<Candidate> page) {
        return page.get(page.size() - 1).id();
    }

    /** Those of which something was told that may end a case: more than have ended, and few of them. */
    private List<Candidate> candidates(Instant now, UUID after) {
        return cutoffs(now)
                .bind(sql.sql("""
                        select p.id, p.municipality, p.case_number, coalesce(agreed.before, :otherwise)
                        from participation p %s
                        where p.id > :after
                          and not exists (select from vault.participation_key k
                                          where k.participation_id = p.id and k.destroyed_at is not null)
                          and exists (select from event e
                                      where e.participation_id = p.id and %s
                                        and e.occurred_on < :today
                                        and (e.kind in ('COMPLETED', 'DROPPED_OUT', 'WITHDRAWN', 'REGISTERED_IN_ERROR')
                                             or e.kind = 'ASSESSED' and e.facts ->> 'accepted' is distinct from 'true'))
                        order by p.id limit :most""".formatted(Cutoffs.join("p.municipality"), Cutoffs.passed("e.recorded_at"))))
                .param("after", after)
                .param("today", LocalDate.ofInstant(now, DanishTime.ZONE))
                .param("most", AT_ONCE)
                .query((row, i) -> new Candidate(
                        row.getObject(1, UUID.class),
                        new CaseKey(row.getString(2), row.getString(3)),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    private List<UUID> ended(List<Candidate> page, Instant now) {
        Map<UUID, List<Told>> told = told(page.stream().map(Candidate::id).toList());
        return page.stream()
                .filter(one -> isOverdue(told.getOrDefault(one.id(), List.of()), one.before(), now))
                .map(Candidate::id)
                .toList();
    }

    /** The day of the ending, and the moment the hub was told of it, whichever is later. */
    private static boolean isOverdue(List<Told> told, Instant before, Instant now) {
        Ending ending = Participation.of(
                        told.stream().map(Told::event).toList(),
                        LocalDate.ofInstant(now, DanishTime.ZONE),
                        Long.MAX_VALUE)
                .ending();
        return ending != null
                && ending.on().isBefore(LocalDate.ofInstant(before, DanishTime.ZONE))
                && told.stream().filter(one -> tells(one.event(), ending)).allMatch(one -> one.at()
                        .isBefore(before));
    }

    private static boolean tells(Event event, Ending ending) {
        return event.occurredOn().equals(ending.on())
                && (event.kind() == Kind.ASSESSED
                        ? ending.kind() == Ending.Kind.REJECTED
                        : event.kind().name().equals(ending.kind().name()));
    }

    private Map<UUID, List<Told>> told(Collection<UUID> participations) {
        return sql
                .sql("""
                        select participation_id, recorded_at, %s
                        from event join unnest(?) as wanted (participation_id) using (participation_id)""".formatted(EventLog.COLUMNS))
                .param(participations.toArray(UUID[]::new))
                .query((row, i) -> new Told(
                        row.getObject("participation_id", UUID.class),
                        EventLog.read(row),
                        row.getTimestamp("recorded_at").toInstant()))
                .list()
                .stream()
                .collect(groupingBy(Told::participation));
    }

    /** By municipality. */
    private Cutoffs cutoffs(Instant now) {
        Map<String, Instant> before = new HashMap<>();
        partners.all().forEach((id, partner) -> {
            if (partner.municipality() != null) {
                before.put(partner.municipality(), limits.before(HeldClass.VAULT, id, now));
            }
        });
        return new Cutoffs(before, limits.before(HeldClass.VAULT, now));
    }
}
