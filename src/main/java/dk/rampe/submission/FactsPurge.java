package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Purge;
import dk.rampe.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happened in the cases of a programme whose evaluation is over, when nothing personal of them is left. All
 * participations of a case go together, for they count one another.
 */
@Component
class FactsPurge implements Purge {

    private static final int AT_ONCE = 500;

    private static final String OVERDUE = """
            from participation p
            where p.programme = any(:over) and p.erased_at is null
              and not exists (
                  select from participation one left join vault.participation_key k on k.participation_id = one.id
                  where (one.municipality, one.case_number, one.programme) = (p.municipality, p.case_number, p.programme)
                    and k.destroyed_at is null)""";

    private final JdbcClient sql;
    private final CaseLocks locks;
    private final Vault vault;
    private final Map<String, Programme> programmes;

    FactsPurge(JdbcClient sql, CaseLocks locks, Vault vault, HubSettings settings) {
        this.sql = sql;
        this.locks = locks;
        this.vault = vault;
        this.programmes = settings.programmes();
    }

    @Override
    public HeldClass held() {
        return HeldClass.FACTS;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        List<CaseKey> keys = overdue(now, "select p.municipality, p.case_number " + OVERDUE + " limit :most")
                .param("most", AT_ONCE)
                .query(CaseKey.class)
                .list();
        if (keys.isEmpty()) {
            return 0;
        }
        locks.hold(keys);
        List<UUID> participations = overdue(
                        now,
                        "select p.id " + OVERDUE
                                + " and (p.municipality, p.case_number) in (select * from unnest(:municipalities::text[], :numbers::text[]))")
                .param(
                        "municipalities",
                        keys.stream().map(CaseKey::municipality).toArray(String[]::new))
                .param("numbers", keys.stream().map(CaseKey::caseNumber).toArray(String[]::new))
                .query(UUID.class)
                .list();
        UUID[] ids = participations.toArray(UUID[]::new);
        sql.sql("delete from delivery where participation_id = any(?)")
                .param(ids)
                .update();
        sql.sql("delete from event where participation_id = any(?)").param(ids).update();
        sql.sql("delete from participation where id = any(?)").param(ids).update();
        vault.forget(participations);
        return ids.length;
    }

    @Override
    public long overdue(Instant now) {
        return overdue(now, "select count(*) " + OVERDUE).query(Long.class).single();
    }

    private JdbcClient.StatementSpec overdue(Instant now, String statement) {
        LocalDate today = LocalDate.ofInstant(now, DanishTime.ZONE);
        return sql.sql(statement)
                .param(
                        "over",
                        programmes.entrySet().stream()
                                .filter(programme -> programme.getValue().isOver(today))
                                .map(Map.Entry::getKey)
                                .toArray(String[]::new));
    }
}
