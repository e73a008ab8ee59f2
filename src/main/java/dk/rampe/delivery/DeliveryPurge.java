package dk.rampe.delivery;

import dk.rampe.retention.Cutoffs;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deliveries that were made long ago; one that FAILED has had its time. What stays however old it is: what is still to be
 * sent and what that needs, and the last message of each case whose personal half is here, for a provider that fetches
 * from the beginning finds by it that the case exists. Statuses go with the file they travelled in.
 */
@Component
class DeliveryPurge implements Purge {

    private static final int AT_ONCE = 500;

    private static final String OVERDUE = """
            from delivery d %s
            where %s and d.state <> 'PENDING' and d.consignment is null
              and not exists (select from delivery owed where owed.consignment = d.id and owed.state = 'PENDING')
              and not exists (select from delivery owed
                              where owed.submission_id = d.submission_id and owed.state = 'PENDING')
              and (d.kind <> 'CASE'
                   or exists (select from delivery later
                              where later.kind = 'CASE' and later.participation_id = d.participation_id
                                and later.partner = d.partner and later.event_number > d.event_number)
                   or exists (select from vault.participation_key k
                              where k.participation_id = d.participation_id and k.destroyed_at is not null))
            """.formatted(Cutoffs.join("d.partner"), Cutoffs.passed("d.made_at"));

    private final JdbcClient sql;
    private final Limits limits;

    DeliveryPurge(JdbcClient sql, Limits limits) {
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
        UUID[] old = bind(now, "select d.id " + OVERDUE + " order by d.made_at limit :most for update of d skip locked")
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
        return old.length == 0
                ? 0
                : sql.sql("delete from delivery where id = any(:old) or consignment = any(:old)")
                        .param("old", old)
                        .update();
    }

    @Override
    public long overdue(Instant now) {
        return bind(now, "select count(*) " + OVERDUE).query(Long.class).single();
    }

    private JdbcClient.StatementSpec bind(Instant now, String statement) {
        return limits.cutoffs(HeldClass.RECORDS, now).bind(sql.sql(statement));
    }
}
