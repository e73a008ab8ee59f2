package dk.rampe.delivery;

import static java.util.stream.Collectors.joining;

import dk.rampe.delivery.Delivery.Kind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

    /** Between two tries. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final CaseLocks locks;
    private final StatusNews statusNews;
    private final FileNames names;
    private final Clock clock;
    private final Sending sending;

    Outbox(JdbcTemplate jdbc, CaseLocks locks, StatusNews statusNews, FileNames names, Sending sending, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.locks = locks;
        this.statusNews = statusNews;
        this.names = names;
        this.sending = sending;
        this.clock = clock;
    }

    /** Rejections are fetched by their numbers, so these are made a boundary; cases go by their events'. */
    @Transactional
    public void add(List<NewDelivery> deliveries) {
        if (deliveries.stream().anyMatch(delivery -> delivery.kind() == Kind.REJECTION)) {
            locks.holdOrder();
        }
        Deliveries.insert(jdbc, deliveries, clock.instant());
    }

    /** The partner has it. For a case: it is under visitering from now on, which is news to the jobcentre. */
    @Transactional
    public void sent(Delivery delivery) {
        allSent(List.of(delivery));
    }

    /** The same of several that went to one partner. */
    @Transactional
    public void allSent(List<Delivery> deliveries) {
        // before the rows, as whoever erases a case does
        locks.holdOf(cases(deliveries));
        Set<UUID> sent = markSent(deliveries);
        List<Delivery> owned =
                deliveries.stream().filter(one -> sent.contains(one.id())).toList();
        deliveries.stream().filter(one -> !sent.contains(one.id())).forEach(one -> {
            LOG.warn("delivery {} to {} was taken over while it was being sent", one.id(), one.partner());
            repeatLatest(one);
        });
        owned.stream()
                .map(Delivery::partner)
                .distinct()
                .filter(sending::succeeded)
                .forEach(partner -> LOG.info("{}: deliveries go out again", partner));
        statusNews.handedOver(cases(owned));
        owned.stream()
                .filter(one -> !one.names().isEmpty())
                .forEach(one -> LOG.info("{}: {} put in place", one.partner(), one.title()));
    }

    /** The partner has it and has said what it makes of it. A refusal is its last word: the same again would change nothing. */
    @Transactional
    public void answered(Delivery delivery, Answer answer) {
        int owned = sql.sql("""
                        update delivery set state = ?, sent_at = ?, answer = ?
                        where id = ? and fence = ? and state = 'PENDING'""")
                .params(
                        answer.accepted() ? "ACCEPTED" : "REJECTED",
                        Timestamp.from(clock.instant()),
                        answer.text(),
                        delivery.id(),
                        delivery.fence())
                .update();
        if (owned == 0) {
            LOG.warn("delivery {} to {} was taken over while it was being sent", delivery.id(), delivery.partner());
        }
        if (sending.succeeded(delivery.partner())) {
            LOG.info("{}: deliveries go out again", delivery.partner());
        }
        if (owned == 1 && !answer.accepted()) {
            LOG.warn("{}: delivery {} was refused", delivery.partner(), delivery.id());
        }
    }

    private static List<UUID> cases(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(one -> one.kind() == Kind.CASE)
                .map(Delivery::participationId)
                .toList();
    }

    /** And what went in the same file; rows are locked in the order of their numbers, as everywhere. */
    private Set<UUID> markSent(List<Delivery> deliveries) {
        return Set.copyOf(sql.sql("""
                        with mine as materialized (
                            select d.id from delivery d
                            join unnest(:ids::uuid[], :fences::bigint[]) as claimed (id, fence)
                              on d.id = claimed.id and d.fence = claimed.fence
                            where d.state = 'PENDING' order by d.number for update of d),
                        with_them as (
                            update delivery set state = 'SENT', sent_at = :now
                            where state = 'PENDING' and consignment in (select id from mine))
                        update delivery set state = 'SENT', sent_at = :now, answer = null
                        where id in (select id from mine) returning id""")
                .param("ids", deliveries.stream().map(Delivery::id).toArray(UUID[]::new))
                .param("fences", deliveries.stream().map(Delivery::fence).toArray(Long[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list());
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
