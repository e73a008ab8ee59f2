package dk.rampe.submission;

import dk.rampe.retention.Cutoffs;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Archive copies: whole days where that is possible, else one after the other. With a copy its key is destroyed, unless
 * lines that wait are sealed with it too. What is not worked through is needed and stays.
 */
@Component
class ArchivePurge implements Purge {

    private static final int AT_ONCE = 500;

    private final JdbcClient sql;
    private final ArchiveDays days;
    private final ArchiveCopies copies;
    private final Limits limits;

    ArchivePurge(JdbcClient sql, ArchiveDays days, ArchiveCopies copies, Limits limits) {
        this.sql = sql;
        this.days = days;
        this.copies = copies;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.ARCHIVE;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        Cutoffs cutoffs = limits.cutoffs(HeldClass.ARCHIVE, now);
        int removed = days.drop(cutoffs, now);
        return removed > 0 ? removed : removeCopies(cutoffs);
    }

    private int removeCopies(Cutoffs cutoffs) {
        List<UUID> old;
        int destroyed;
        do {
            old = some(cutoffs);
            destroyed = copies.remove(old);
        } while (destroyed == 0 && !old.isEmpty());
        return destroyed;
    }

    private List<UUID> some(Cutoffs cutoffs) {
        return cutoffs.bind(sql.sql("""
                        select s.id from submission s %s
                        where %s and s.archive_key is not null and s.state <> 'STORED'
                          and (not exists (select from waiting_line w where w.submission_id = s.id)
                               or exists (select from archive_chunk c
                                          where c.stored_on = (s.received_at at time zone 'UTC')::date
                                            and c.submission_id = s.id))
                        order by s.received_at limit :most for update of s skip locked""".formatted(Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at"))))
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    /** By what is in the archive as well as by the keys. */
    @Override
    public long overdue(Instant now) {
        return limits.cutoffs(HeldClass.ARCHIVE, now)
                .bind(sql.sql("""
                        select count(*) from (
                            select s.id from submission s %1$s
                            where %2$s and s.archive_key is not null and s.state <> 'STORED'
                              and not exists (select from waiting_line w where w.submission_id = s.id)
                            union
                            select s.id from archive_chunk c join submission s on s.id = c.submission_id %1$s
                            where %2$s and s.state <> 'STORED') overdue""".formatted(Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at"))))
                .query(Long.class)
                .single();
    }
}
