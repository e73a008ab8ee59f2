package dk.rampe.delivery;

import dk.rampe.retention.Cutoffs;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Names of files at partners, which senders choose and may put anything into. A name stays as long as the submission
 * that it answers, and while a file of that name is still to be sent.
 */
@Component
class NamePurge implements Purge {

    private static final int AT_ONCE = 500;

    private static final String OVERDUE = """
            from delivered_name n %s
            where %s
              and not exists (select from submission s where s.id = n.owner)
              and not exists (select from delivery d
                              where d.partner = n.partner and d.state = 'PENDING' and d.consignment is null
                                and jsonb_exists(d.names, n.name))
            """.formatted(Cutoffs.join("n.partner"), Cutoffs.passed("n.reserved_at"));

    private final JdbcClient sql;
    private final Limits limits;

    NamePurge(JdbcClient sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.RECORDS;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        return bind(now, """
                        delete from delivered_name where (partner, name) in (
                            select n.partner, n.name %s order by n.reserved_at limit :most for update of n skip locked)""".formatted(OVERDUE)).param("most", AT_ONCE).update();
    }

    @Override
    public long overdue(Instant now) {
        return bind(now, "select count(*) " + OVERDUE).query(Long.class).single();
    }

    private JdbcClient.StatementSpec bind(Instant now, String statement) {
        return limits.cutoffs(HeldClass.RECORDS, now).bind(sql.sql(statement));
    }
}
