package dk.rampe.delivery;

import static java.util.stream.Collectors.joining;

import dk.rampe.delivery.Delivery.Kind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is owed, made in the transaction that makes it owed, and sent from here at least once. Per order key one after
 * the other; a delivery that cannot be sent holds up its own key only.
 */
@Component("outbox")
public class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    /** Kept up while the node lives, see {@link #renew}: another node has gone on half a minute after one that does not. */
    private static final Duration LEASE = Duration.ofSeconds(25);

    /** One that takes longer hangs, and somebody else may try. */
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
    private static final int AT_ONCE = 200;

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final CaseLocks locks;
    private final StatusNews statusNews;
    private final FileNames names;
    private final Clock clock;
    private final Sending sending = new Sending();
    private final Map<String, Claimed> claimed = new ConcurrentHashMap<>();

    Outbox(JdbcTemplate jdbc, CaseLocks locks, StatusNews statusNews, FileNames names, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.locks = locks;
        this.statusNews = statusNews;
        this.names = names;
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

    /** Rejections are fetched by their numbers, so these are made a boundary; cases go by their events'. */
    @Transactional
    public void add(List<NewDelivery> deliveries) {
        if (deliveries.stream().anyMatch(delivery -> delivery.kind() == Kind.REJECTION)) {
            locks.holdOrder();
        }
        Deliveries.insert(jdbc, deliveries, clock.instant());
    }

    /**
     * The next deliveries to a partner, leased to the caller by the database's clock. Each is looked up by its order key:
     * as {@code not exists}, PostgreSQL compares each with each while its statistics are from before the wave came. And
     * materialized: as a sub-query, it is asked again and again then, and more are claimed than are wanted.
     */
    @Transactional
    public List<Delivery> claim(String partner) {
        sending.newBatch(partner);
        Instant now = clock.instant();
        List<Delivery> batch = sql
                .sql("""
                        with next as materialized (
                            select id from delivery d
                            where partner = :partner and state = 'PENDING' and kind <> 'STATUS'
                              and (due_at <= :now or due_at > :neverSoLate)
                              and (lease_until is null or lease_until < now())
                              and (select true from delivery earlier
                                   where earlier.partner = d.partner and earlier.order_key = d.order_key
                                     and earlier.number < d.number and earlier.state = 'PENDING'
                                     and earlier.kind <> 'STATUS' limit 1) is null
                            order by number limit :most
                            for update skip locked)
                        update delivery set lease_until = now() + make_interval(secs => :lease),
                               fence = fence + 1, attempts = attempts + 1
                        from next where delivery.id = next.id
                        returning delivery.*""")
                .param("lease", LEASE.toSeconds())
                .param("partner", partner)
                .param("now", Timestamp.from(now))
                // a longer wait was begun before the clock was put back
                .param("neverSoLate", Timestamp.from(now.plus(LONGEST_WAIT)))
                .param("most", AT_ONCE)
                .query((row, i) -> Deliveries.read(row))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Delivery::number))
                .toList();
        claimed.put(partner, Claimed.now(batch));
        return batch;
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

    /** The partner has it. For a case: it is under visitering from now on, which is news to the jobcentre. */
    @Transactional
    public void sent(Delivery delivery) {
        if (delivery.kind() == Kind.CASE) {
            // before the row, as whoever erases the case does
            locks.holdOf(List.of(delivery.participationId()));
        }
        Timestamp now = Timestamp.from(clock.instant());
        int owned = sql.sql(
                        "update delivery set state = 'SENT', sent_at = ?, answer = null where id = ? and fence = ? and state = 'PENDING'")
                .params(now, delivery.id(), delivery.fence())
                .update();
        if (owned == 0) {
            LOG.warn("delivery {} to {} was taken over while it was being sent", delivery.id(), delivery.partner());
            repeatLatest(delivery);
            return;
        }
        if (sending.succeeded(delivery.partner())) {
            LOG.info("{}: deliveries go out again", delivery.partner());
        }
        if (delivery.kind() == Kind.STATUS_FILE) {
            sql.sql("update delivery set state = 'SENT', sent_at = ? where consignment = ? and state = 'PENDING'")
                    .params(now, delivery.id())
                    .update();
        }
        if (delivery.kind() == Kind.CASE) {
            statusNews.handedOver(List.of(delivery.participationId()));
        } else if (!delivery.names().isEmpty()) {
            LOG.info("{}: {} put in place", delivery.partner(), delivery.title());
        }
    }

    /** Tried again later: 1 s, 2 s, 4 s ... 15 min, with jitter; given up after three days. */
    @Transactional
    public void failed(Delivery delivery, Exception cause) {
        boolean giveUp = delivery.madeAt().plus(GIVE_UP_AFTER).isBefore(clock.instant());
        long wait = Math.min(LONGEST_WAIT.toMillis(), 1000L << Math.min(delivery.attempts() - 1, 20));
        long jittered = wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
        int owned = sql.sql(
                        "update delivery set state = ?, due_at = ?, lease_until = null where id = ? and fence = ? and state = 'PENDING'")
                .params(
                        giveUp ? "FAILED" : "PENDING",
                        Timestamp.from(clock.instant().plusMillis(jittered)),
                        delivery.id(),
                        delivery.fence())
                .update();
        if (owned == 0) {
            repeatLatest(delivery);
        }
        if (giveUp && owned == 1) {
            sql.sql("update delivery set state = 'FAILED' where consignment = ? and state = 'PENDING'")
                    .param(delivery.id())
                    .update();
        }
        if (sending.failed(delivery.partner(), clock.instant()) || giveUp) {
            LOG.warn(
                    "{}: delivery {} {} ({})",
                    delivery.partner(),
                    delivery.id(),
                    giveUp ? "given up" : "not sent, tried again",
                    causes(cause));
        }
    }

    /**
     * The partner has not got it after all, and the broker keeps it no longer. An operator may set it PENDING; then it is
     * another {@linkplain Delivery#sending() sending}, which a broker that remembers the first one takes.
     */
    @Transactional
    public void undelivered(Undelivered message) {
        if (message.delivery() == null) {
            LOG.warn("a message that names no delivery came back from the broker: {}", message.reason());
            return;
        }
        // one that was sent without our noting it must not be tried under the same name again
        sql.sql("""
                        update delivery set state = 'FAILED', answer = :reason, fence = fence + 1, lease_until = null,
                               sent_at = case when state = 'SENT' then sent_at else :now end
                        where id = :id and state in ('PENDING', 'SENT')""")
                .param("reason", message.reason().name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", message.delivery())
                .update();
        LOG.warn("delivery {} came back from the broker: {}", message.delivery(), message.reason());
    }

    /**
     * A file at the partner has this name already: the next free one is taken, at once. A file and its marker go
     * together, whichever of their names it is.
     */
    @Transactional
    public void renamed(Delivery delivery, String taken) {
        String file =
                delivery.names().stream().filter(taken::startsWith).findFirst().orElseThrow();
        String next = names.another(delivery.partner(), file);
        List<String> all = delivery.names().stream()
                .map(name -> name.startsWith(file) ? next + name.substring(file.length()) : name)
                .toList();
        sql.sql(
                        "update delivery set names = ?::jsonb, lease_until = null where id = ? and fence = ? and state = 'PENDING'")
                .params(Deliveries.json(all), delivery.id(), delivery.fence())
                .update();
    }

    /**
     * Who was taken over in the middle may have written an older receipt over a newer one of the same name, which only
     * the newer one can put right.
     */
    private void repeatLatest(Delivery delivery) {
        sql.sql("""
                        update delivery set state = 'PENDING', due_at = :now, lease_until = null, fetched_at = null
                        where state = 'SENT' and id = (
                            select id from delivery
                            where submission_id = :submission and partner = :partner and number >= :number
                              and exists (select from jsonb_array_elements_text(names) as name where name = any(:names))
                            order by number desc limit 1)""")
                .param("now", Timestamp.from(clock.instant()))
                .param("submission", delivery.submissionId())
                .param("partner", delivery.partner())
                .param("number", delivery.number())
                .param("names", delivery.names().toArray(String[]::new))
                .update();
    }

    /** Class names only: a message may quote what was being sent. */
    private static String causes(Throwable cause) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = cause; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain.stream().map(t -> t.getClass().getSimpleName()).collect(joining(" < "));
    }
}
