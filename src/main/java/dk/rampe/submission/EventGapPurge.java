package dk.rampe.submission;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who closed which gap in a partner's events, and why. One that is open stays. */
@Component
class EventGapPurge implements Purge {

    private static final int AT_ONCE = 2000;

    private final JdbcClient sql;
    private final Limits limits;

    EventGapPurge(JdbcClient sql, Limits limits) {
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
                        delete from service_gap where (partner, number) in (
                            select partner, number from service_gap where closed_at < ?
                            order by closed_at limit ? for update skip locked)""").params(before(now), AT_ONCE).update();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) from service_gap where closed_at < ?")
                .param(before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.AUDIT, now));
    }
}
