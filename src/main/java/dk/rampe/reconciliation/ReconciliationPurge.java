package dk.rampe.reconciliation;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What reconciliations of long ago found, which may name ids of what is gone. */
@Component
class ReconciliationPurge implements Purge {

    private final JdbcClient sql;
    private final Limits limits;

    ReconciliationPurge(JdbcClient sql, Limits limits) {
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
        return sql.sql("delete from reconciliation_run where finished_at < ?")
                .param(before(now))
                .update();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) from reconciliation_run where finished_at < ?")
                .param(before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.AUDIT, now));
    }
}
