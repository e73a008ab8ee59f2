package dk.rampe.submission;

import dk.rampe.retention.Cutoffs;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The archive's partitions, one for each day (UTC): made when something comes in, dropped when all that is in them has
 * been held too long.
 */
@Component
class ArchiveDays {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveDays.class);

    private static final String NAME = "archive_chunk_";

    /** Whoever makes or drops a partition; nothing else waits for it. */
    private static final String LOCK = "hashtextextended('archive partition', 0)";

    private static final int EMPTY_AT_ONCE = 20;

    private final JdbcClient sql;
    private final ArchiveCopies copies;
    private final TransactionTemplate ownTransaction;
    private final TransactionTemplate nested;
    private volatile Instant inUse;

    ArchiveDays(JdbcClient sql, ArchiveCopies copies, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.copies = copies;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Two nodes may want the day's partition at once: one makes it. In a transaction of its own, for it locks the whole
     * archive, and a transfer may take long.
     */
    void ensure(LocalDate day) {
        boolean there = sql.sql("select to_regclass(?) is not null")
                .param(partition(day))
                .query(Boolean.class)
                .single();
        if (!there) {
            ownTransaction.executeWithoutResult(status -> make(day));
        }
    }

    private void make(LocalDate day) {
        sql.sql("select pg_advisory_xact_lock(" + LOCK + ")").query().listOfRows();
        sql.sql("create table if not exists %s partition of archive_chunk for values from ('%s') to ('%s')"
                        .formatted(partition(day), day, day.plusDays(1)))
                .update();
    }

    /**
     * Drops the oldest day that may go, and empty ones before it, in the caller's transaction. That needs the archive for
     * itself: it does not wait for it long, for whoever comes after has to wait too. Where it cannot have it, copies go
     * one by one meanwhile, and it is not asked for again in the same round.
     *
     * @param round when it began
     * @return how many copies were in it
     */
    int drop(Cutoffs cutoffs, Instant round) {
        Instant before = cutoffs.earliest();
        if (round.equals(inUse) || endedBefore(before).isEmpty() || !isAlone()) {
            return 0;
        }
        Iterator<LocalDate> days = endedBefore(before).stream()
                .filter(day -> mayGo(day, cutoffs))
                .limit(EMPTY_AT_ONCE)
                .iterator();
        int dropped = 0;
        while (dropped == 0 && !round.equals(inUse) && days.hasNext()) {
            dropped = drop(days.next(), cutoffs, round);
        }
        return dropped;
    }

    /** Till the transaction ends nobody else makes or drops a day. */
    private boolean isAlone() {
        return sql.sql("select pg_try_advisory_xact_lock(" + LOCK + ")")
                .query(Boolean.class)
                .single();
    }

    private int drop(LocalDate day, Cutoffs cutoffs, Instant round) {
        try {
            return nested.execute(status -> drop(day, cutoffs, status));
        } catch (DataAccessException e) {
            if (!isInUse(e)) {
                throw e;
            }
            inUse = round;
            LOG.info("the archive is in use: no day of it is dropped now, copies go one by one");
            return 0;
        }
    }

    private int drop(LocalDate day, Cutoffs cutoffs, TransactionStatus status) {
        sql.sql("set local lock_timeout = '1s'").update();
        int destroyed = copies.forget(of(day));
        sql.sql("lock table only archive_chunk in access exclusive mode").update();
        if (!mayGo(day, cutoffs)) {
            status.setRollbackOnly();
            return 0;
        }
        sql.sql("drop table " + partition(day)).update();
        return destroyed;
    }

    private List<UUID> of(LocalDate day) {
        return sql.sql("""
                        select id from submission
                        where received_at >= ? and received_at < ? and archive_key is not null
                        order by number for update""")
                .params(start(day), start(day.plusDays(1)))
                .query(UUID.class)
                .list();
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Oldest first. A day that has just ended may still be written to, by a long transfer. */
    private List<LocalDate> endedBefore(Instant time) {
        return sql.sql("""
                        select to_date(right(relname, 10), 'YYYY_MM_DD') from pg_inherits join pg_class on oid = inhrelid
                        where inhparent = 'archive_chunk'::regclass and relname ~ '^archive_chunk_\\d{4}_\\d\\d_\\d\\d$'
                          and to_date(right(relname, 10), 'YYYY_MM_DD') < :before
                        order by 1""")
                .param("before", LocalDate.ofInstant(time, ZoneOffset.UTC))
                .query(LocalDate.class)
                .list();
    }

    private boolean mayGo(LocalDate day, Cutoffs cutoffs) {
        return cutoffs.bind(sql.sql(
                        """
                        select not exists (
                            select from %s c join submission s on s.id = c.submission_id %s
                            where not (%s and s.state <> 'STORED'))""".formatted(partition(day), Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at"))))
                .query(Boolean.class)
                .single();
    }

    /** That a lock could not be had in time Spring has no exception of its own for. */
    private static boolean isInUse(DataAccessException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                && "55P03".equals(cause.getSQLState());
    }

    private static String partition(LocalDate day) {
        return NAME + day.toString().replace('-', '_');
    }
}
