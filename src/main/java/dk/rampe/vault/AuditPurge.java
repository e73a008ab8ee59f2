package dk.rampe.vault;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who opened whose personal half, and for what. */
@Component
class AuditPurge implements Purge {

    private static final int AT_ONCE = 2000;

    private final JdbcClient sql;
    private final Limits limits;

    AuditPurge(JdbcClient sql, Limits limits) {
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
        return sql.sql("""
                        delete from vault.audit where ctid = any(array(
                            select ctid from vault.audit where at < ? order by at limit ? for update skip locked))""").params(before(now), AT_ONCE).update();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) from vault.audit where at < ?")
                .param(before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.AUDIT, now));
    }
}
