package dk.rampe.delivery;

import static java.util.stream.Collectors.groupingBy;

import dk.rampe.delivery.Withdrawals.Withdrawal;
import dk.rampe.vault.Vault;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of deliveries when a case is erased: none goes out any more but word of it, to who may have the case. And
 * when the time of its personal half is up.
 */
@Component
public class Cancellation {

    /** No try to send a case takes longer: its calls to a broker have an end each. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final ErasedNumbers numbers;
    private final Withdrawals withdrawals;
    private final Vault vault;
    private final Clock clock;

    Cancellation(JdbcTemplate jdbc, ErasedNumbers numbers, Withdrawals withdrawals, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.numbers = numbers;
        this.withdrawals = withdrawals;
        this.vault = vault;
        this.clock = clock;
    }

    private record Provided(UUID id, String provider, boolean handed) {}

    /**
     * Cancels what waits or was given up, and owes each provider that may have got its participation one last message;
     * those before it that it has not fetched are taken back. In the caller's transaction, which holds the case's lock.
     *
     * @param erasedEvents by participation, the number of the event that says that it was erased
     * @return how many were cancelled
     */
    public int cancel(UUID erasure, String caseNumber, Map<UUID, Long> erasedEvents) {
        Set<UUID> participations = erasedEvents.keySet();
        List<NewDelivery> word = told(participations).stream()
                .map(one -> NewDelivery.ofCase(one.provider(), one.id(), erasedEvents.get(one.id())))
                .toList();
        Duration underWay = underWay(participations);
        int cancelled = cancelAll(participations);
        forgetAnswers(participations);
        if (!word.isEmpty()) {
            numbers.seal(erasure, caseNumber);
            Instant due = clock.instant().plus(underWay);
            List<UUID> ids = Deliveries.insert(jdbc, word, clock.instant());
            sql.sql("update delivery set due_at = ? where id = any(?)")
                    .params(Timestamp.from(due), ids.toArray(UUID[]::new))
                    .update();
            for (int i = 0; i < ids.size(); i++) {
                NewDelivery one = word.get(i);
                withdrawals.add(new Withdrawal(one.participationId(), one.partner(), ids.get(i)), underWay);
            }
        }
        return cancelled;
    }

    /** A provider has it when it was handed over, but may have it when it was only tried, or looked at over REST. */
    private List<Provided> told(Collection<UUID> participations) {
        List<Provided> all = sql.sql("""
                        select p.id, p.provider, p.handed_over_at is not null or exists (
                                   select from delivery d
                                   where d.participation_id = p.id and d.kind = 'CASE'
                                     and (d.attempts > 0 or d.state in ('SENT', 'ACCEPTED', 'REJECTED'))) as handed
                        from participation p where p.id = any(?) order by p.number""")
                .param(participations.toArray(UUID[]::new))
                .query(Provided.class)
                .list();
        Set<UUID> opened = new HashSet<>();
        all.stream()
                .collect(groupingBy(Provided::provider))
                .forEach((provider, its) -> opened.addAll(
                        vault.openedFor(its.stream().map(Provided::id).toList(), provider)));
        return all.stream()
                .filter(one -> one.handed() || opened.contains(one.id()))
                .toList();
    }

    /** One that is just being sent must not come after the word. */
    private Duration underWay(Set<UUID> participations) {
        boolean beingSent = sql.sql("""
                        select exists (select from delivery
                                       where participation_id = any(?) and kind = 'CASE' and state = 'PENDING'
                                         and lease_until > now())""")
                .param(participations.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
        return beingSent ? LONGEST_TRY : Duration.ZERO;
    }

    /** No provider is sent participations any more of which nothing personal is left. In the caller's transaction. */
    public int cancelCases(Collection<UUID> participations) {
        return sql.sql("""
                        update delivery set state = 'CANCELLED', fence = fence + 1, lease_until = null
                        where id in (select id from delivery
                                     where participation_id = any(?) and kind = 'CASE' and state in ('PENDING', 'FAILED')
                                     order by number for update)""").param(participations.toArray(UUID[]::new)).update();
    }

    /** What a partner gave for a reason speaks of the case. */
    private void forgetAnswers(Set<UUID> participations) {
        sql.sql("""
                        update delivery set answer = null
                        where id in (select id from delivery
                                     where participation_id = any(?) and kind = 'STATUS_CALL' and answer is not null
                                     order by number for update)""").param(participations.toArray(UUID[]::new)).update();
    }

    /** Rows in the order of their numbers, as all others lock them. */
    private int cancelAll(Collection<UUID> participations) {
        return sql.sql("""
                        update delivery set state = 'CANCELLED', fence = fence + 1, lease_until = null
                        where id in (select id from delivery
                                     where participation_id = any(?) and state in ('PENDING', 'FAILED')
                                     order by number for update)""").param(participations.toArray(UUID[]::new)).update();
    }
}
