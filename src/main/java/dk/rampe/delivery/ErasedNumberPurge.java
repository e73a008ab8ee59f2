package dk.rampe.delivery;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Destroys the sealed number of an erased case as long after the erasure as a copy of what came in is kept, once no word
 * of it waits to be sent.
 */
@Component
class ErasedNumberPurge implements Purge {

    private static final int AT_ONCE = 200;

    private static final String OVERDUE = """
            select e.id from erasure e
            where e.case_key is not null and e.carried_out_at < :before
              and not exists (select from delivery d join participation p on p.id = d.participation_id
                              where p.erasure_id = e.id and d.state = 'PENDING')
            """;

    private final JdbcClient sql;
    private final Limits limits;

    ErasedNumberPurge(JdbcClient sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.ARCHIVE;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        return sql.sql("update erasure set case_key = null, case_number_sealed = null where id in (" + OVERDUE
                        + " order by e.number limit :most for update of e skip locked)")
                .param("before", before(now))
                .param("most", AT_ONCE)
                .update();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) from (" + OVERDUE + ") overdue")
                .param("before", before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.ARCHIVE, now));
    }
}
