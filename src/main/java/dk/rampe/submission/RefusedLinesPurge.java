package dk.rampe.submission;

import dk.rampe.retention.Cutoffs;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Case numbers of refused lines, which may be anybody's. The line stays with its outcome and its codes, so that counts
 * add up. A line that waits needs its number; it is refused long before ({@link OverdueLines}), and one that was not is
 * counted here as overdue.
 */
@Component
class RefusedLinesPurge implements Purge {

    private static final int AT_ONCE = 500;

    private final JdbcClient sql;
    private final Limits limits;

    RefusedLinesPurge(JdbcClient sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.REFUSED_LINES;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        return bind(now, """
                        update submission_line set case_number = null, participation_id = null
                        where (submission_id, line) in (
                            select l.submission_id, l.line
                            from submission_line l join submission s on s.id = l.submission_id %s
                            where l.outcome = 'REJECTED' and (l.case_number is not null or l.participation_id is not null)
                              and %s
                            limit :most for update of l skip locked)""".formatted(Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at")))
                .param("most", AT_ONCE)
                .update();
    }

    @Override
    public long overdue(Instant now) {
        return bind(now, """
                        select (select count(*) from submission s %1$s
                                join submission_line l on l.submission_id = s.id and l.outcome = 'REJECTED'
                                where %2$s and coalesce(l.case_number, l.participation_id::text) is not null)
                             + (select count(*) from waiting_line w join submission s on s.id = w.submission_id %1$s
                                where %3$s)""".formatted(
                        Cutoffs.join("s.partner"), Cutoffs.passed("s.received_at"), Cutoffs.passed("w.waits_since")))
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec bind(Instant now, String statement) {
        return limits.cutoffs(HeldClass.REFUSED_LINES, now).bind(sql.sql(statement));
    }
}
