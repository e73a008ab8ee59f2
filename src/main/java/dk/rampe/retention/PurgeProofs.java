package dk.rampe.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What went, counted while it goes, and the proof in the end. Joins the caller's transaction. */
@Component
class PurgeProofs {

    private final JdbcClient sql;
    private final Clock clock;

    PurgeProofs(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Changes nothing when a purge of the class has begun and was not finished: this one goes on with it. */
    void begin(HeldClass held, Instant now) {
        sql.sql("insert into purge_under_way (held, started_at, removed) values (?, ?, 0) on conflict do nothing")
                .params(held.name(), Timestamp.from(now))
                .update();
    }

    /** Two nodes that purge at once each count here, the one after the other. */
    void count(HeldClass held, int removed) {
        if (removed > 0) {
            sql.sql("""
                            insert into purge_under_way (held, started_at, removed) values (?, ?, ?)
                            on conflict (held) do update set removed = purge_under_way.removed + excluded.removed""")
                    .params(held.name(), Timestamp.from(clock.instant()), removed)
                    .update();
        }
    }

    /** One proof, should two nodes have purged at the same time. @return how many went, since the purge began */
    long write(HeldClass held, LocalDateTime planned, long overdue) {
        return sql.sql("""
                        with done as (delete from purge_under_way where held = :held returning started_at, removed)
                        insert into purge_run (held, planned_at, started_at, finished_at, removed, left_overdue)
                        values (:held, :planned, coalesce((select started_at from done), :now), :now,
                                coalesce((select removed from done), 0), :overdue)
                        on conflict (held, planned_at) do update
                            set removed = purge_run.removed + excluded.removed,
                                left_overdue = excluded.left_overdue, finished_at = excluded.finished_at
                        returning removed""")
                .param("held", held.name())
                .param("planned", planned)
                .param("now", Timestamp.from(clock.instant()))
                .param("overdue", overdue)
                .query(Long.class)
                .single();
    }
}
