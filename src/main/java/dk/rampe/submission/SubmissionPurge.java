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
 * Submissions of long ago with their lines, and with their copies where those were to be kept longer. What stays however
 * old it is: what is not worked through, what has a line that waits, and what a delivery still speaks of. The same file
 * sent again is from then on no duplicate; its events are known.
 */
@Component
class SubmissionPurge implements Purge {

    private static final int AT_ONCE = 500;

    /** A large file goes alone. */
    private static final int BYTES_AT_ONCE = 1 << 20;

    private static final String OVERDUE = """
            from submission s %s
            where %s and s.state <> 'STORED'
              and not exists (select from waiting_line w where w.submission_id = s.id)
              and not exists (select from delivery d where d.submission_id = s.id)
            """.formatted(Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at"));

    private final JdbcClient sql;
    private final ArchiveCopies copies;
    private final Limits limits;

    SubmissionPurge(JdbcClient sql, ArchiveCopies copies, Limits limits) {
        this.sql = sql;
        this.copies = copies;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.RECORDS;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        List<UUID> old = bind(now, """
                        select id from (
                            select id, sum(size) over (order by received_at, number) - size as before_it from (
                                select s.id, s.size, s.received_at, s.number %s
                                order by s.received_at limit :most for update of s skip locked) oldest) counted
                        where before_it < :bytes""".formatted(OVERDUE))
                .param("most", AT_ONCE)
                .param("bytes", BYTES_AT_ONCE)
                .query(UUID.class)
                .list();
        if (old.isEmpty()) {
            return 0;
        }
        copies.remove(old);
        UUID[] ids = old.toArray(UUID[]::new);
        sql.sql("delete from submission_line where submission_id = any(?)")
                .param(ids)
                .update();
        return sql.sql("delete from submission where id = any(?)").param(ids).update();
    }

    @Override
    public long overdue(Instant now) {
        return bind(now, "select count(*) " + OVERDUE).query(Long.class).single();
    }

    private JdbcClient.StatementSpec bind(Instant now, String statement) {
        return limits.cutoffs(HeldClass.RECORDS, now).bind(sql.sql(statement));
    }
}
