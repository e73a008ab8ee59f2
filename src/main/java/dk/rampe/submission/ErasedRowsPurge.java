package dk.rampe.submission;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import dk.rampe.vault.Vault;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is left of erased participations goes when no delivery is about them any more. */
@Component
class ErasedRowsPurge implements Purge {

    private static final int AT_ONCE = 500;

    private static final String OVERDUE = """
            from participation p
            where p.erased_at < :before and not exists (select from delivery d where d.participation_id = p.id)""";

    private final JdbcClient sql;
    private final Vault vault;
    private final Limits limits;

    ErasedRowsPurge(JdbcClient sql, Vault vault, Limits limits) {
        this.sql = sql;
        this.vault = vault;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.RECORDS;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        List<UUID> old = sql.sql("select p.id " + OVERDUE + " order by p.number limit :most for update skip locked")
                .param("before", before(now))
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
        UUID[] ids = old.toArray(UUID[]::new);
        sql.sql("delete from event where participation_id = any(?)").param(ids).update();
        sql.sql("delete from participation where id = any(?)").param(ids).update();
        vault.forget(old);
        return ids.length;
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) " + OVERDUE)
                .param("before", before(now))
                .query(Long.class)
                .single();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.RECORDS, now));
    }
}
