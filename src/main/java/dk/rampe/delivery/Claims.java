package dk.rampe.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which node sends what: deliveries are claimed a batch at a time, and claims are kept up while the node lives. */
@Component("claims")
public class Claims {

    /** Kept up, see {@link #renew}: another node has gone on half a minute after one that does not. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** One that takes longer hangs, and somebody else may try. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    private static final int AT_ONCE = 200;

    private final JdbcClient sql;
    private final Sending sending;
    private final Clock clock;
    private final Map<String, Claimed> claimed = new ConcurrentHashMap<>();

    Claims(JdbcClient sql, Sending sending, Clock clock) {
        this.sql = sql;
        this.sending = sending;
        this.clock = clock;
    }

    /** @param since of the monotonic clock, when the last try to send one of them began */
    private record Claimed(List<Delivery> batch, long since) {

        static Claimed now(List<Delivery> batch) {
            return new Claimed(batch, System.nanoTime());
        }

        boolean goesOn() {
            return System.nanoTime() - since < LONGEST_TRY.toNanos();
        }
    }

    /**
     * The next deliveries to a partner, leased to the caller by the database's clock. PostgreSQL must be led, for it knows
     * neither how many wait by now nor how few are held up. What is earlier is asked for each: as {@code not exists}, each
     * would be compared with each; as {@code is null}, few would be expected to pass, and all be sorted; were the index of
     * numbers not for {@code number > 0}, it would be walked through for each. What is next is materialized, or it would be
     * asked again and again, and more be claimed than are wanted.
     */
    @Transactional
    public List<Delivery> claim(String partner) {
        sending.newBatch(partner);
        Instant now = clock.instant();
        List<Delivery> batch = sql
                .sql("""
                        with next as materialized (
                            select id from delivery d
                            where partner = :partner and number > 0 and state = 'PENDING' and kind <> 'STATUS'
                              and (due_at <= :now or due_at > :neverSoLate)
                              and (lease_until is null or lease_until < now())
                              and (select true from delivery earlier
                                   where earlier.partner = d.partner and earlier.order_key = d.order_key
                                     and earlier.number < d.number and earlier.state = 'PENDING'
                                     and earlier.kind <> 'STATUS' limit 1) is not true
                            order by number limit :most
                            for update skip locked)
                        update delivery set lease_until = now() + make_interval(secs => :lease),
                               fence = fence + 1, attempts = attempts + 1
                        where id = any(array(select id from next))
                        returning *""")
                .param("lease", LEASE.toSeconds())
                .param("partner", partner)
                .param("now", Timestamp.from(now))
                // a longer wait was begun before the clock was put back
                .param("neverSoLate", Timestamp.from(now.plus(Outbox.LONGEST_WAIT)))
                .param("most", AT_ONCE)
                .query((row, i) -> Deliveries.read(row))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Delivery::number))
                .toList();
        claimed.put(partner, Claimed.now(batch));
        return batch;
    }

    /** Whether it is worth while to claim again at once: the last batch was a full one, and went out. */
    public boolean maybeMore(String partner) {
        return claimed.get(partner).batch().size() == AT_ONCE && !sending.isInterrupted(partner);
    }

    /**
     * Keeps what this node has claimed and nobody has claimed since, while its tries go on; called well within
     * the lease from a route.
     */
    @Transactional
    public void renew() {
        List<Delivery> all = claimed.values().stream()
                .filter(Claimed::goesOn)
                .flatMap(one -> one.batch().stream())
                .toList();
        sql.sql("""
                        update delivery set lease_until = now() + make_interval(secs => :lease)
                        where id in (select id from delivery join unnest(:ids::uuid[], :fences::bigint[]) as claimed (id, fence) using (id, fence)
                                     where state = 'PENDING' and lease_until is not null
                                     order by number for update of delivery skip locked)""")
                .param("lease", LEASE.toSeconds())
                .param("ids", all.stream().map(Delivery::id).toArray(UUID[]::new))
                .param("fences", all.stream().map(Delivery::fence).toArray(Long[]::new))
                .update();
    }

    /**
     * A claimed delivery's turn has come: the lease begins anew.
     *
     * @return false when it is not to be sent now: somebody else has claimed it since, or one before it in its batch
     *     failed, and it is given back as it was
     */
    @Transactional
    public boolean begin(Delivery delivery) {
        boolean interrupted = sending.isInterrupted(delivery.partner());
        claimed.computeIfPresent(delivery.partner(), (partner, one) -> Claimed.now(one.batch()));
        int owned = sql.sql("""
                        update delivery set lease_until = case when :send then now() + make_interval(secs => :lease) end,
                               attempts = case when :send then attempts else attempts - 1 end
                        where id = :id and fence = :fence and state = 'PENDING'""")
                .param("send", !interrupted)
                .param("lease", LEASE.toSeconds())
                .param("id", delivery.id())
                .param("fence", delivery.fence())
                .update();
        return owned == 1 && !interrupted;
    }
}
