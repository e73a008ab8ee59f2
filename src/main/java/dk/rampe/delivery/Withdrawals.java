package dk.rampe.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages that were sent and wait at a broker, and that nobody may fetch any more: noted in the transaction that wants
 * them gone, taken back from a route.
 */
@Component("withdrawals")
public class Withdrawals {

    private final JdbcClient sql;

    Withdrawals(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param butFor delivery that stays, or null */
    public record Withdrawal(UUID participationId, String partner, UUID butFor) {}

    /** Joins the caller's transaction. */
    public void add(Withdrawal withdrawal) {
        sql.sql("""
                        insert into broker_withdrawal (participation_id, partner, but_for)
                        values (:participationId, :partner, :butFor) on conflict do nothing""").paramSource(withdrawal).update();
    }

    public List<Withdrawal> waiting() {
        return sql.sql("select participation_id, partner, but_for from broker_withdrawal limit 200")
                .query(Withdrawal.class)
                .list();
    }

    public void done(Withdrawal withdrawal) {
        sql.sql("delete from broker_withdrawal where participation_id = ?")
                .param(withdrawal.participationId())
                .update();
    }

    public boolean areDone(Collection<UUID> participations) {
        return sql.sql("select not exists (select from broker_withdrawal where participation_id = any(?))")
                .param(participations.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }
}
