package dk.rampe.retention;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was run when, and by which node. The last time of a schedule stays, for the next one is found by it, and so does
 * what runs once ever. Leases are judged by the database's clock, as they are held.
 */
@Component
class RunPurge implements Purge {

    private static final String OLD_RUNS = """
            from timetable_run t where t.ran_at < :before and t.schedule not like '% once'
              and exists (select from timetable_run later
                          where later.schedule = t.schedule and later.planned_at > t.planned_at)""";

    private static final String OLD_LEASES = "from lease where held_until < now() - interval '1 day'";

    private final JdbcClient sql;
    private final Limits limits;

    RunPurge(JdbcClient sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.AUDIT;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        return sql.sql("delete " + OLD_LEASES).update()
                + sql.sql("delete " + OLD_RUNS).param("before", before(now)).update()
                + sql.sql("delete from purge_run where finished_at < :before")
                        .param("before", before(now))
                        .update();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("""
                        select (select count(*) %s) + (select count(*) %s)
                             + (select count(*) from purge_run where finished_at < :before)""".formatted(OLD_LEASES, OLD_RUNS))
                .param("before", before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.AUDIT, now));
    }
}
