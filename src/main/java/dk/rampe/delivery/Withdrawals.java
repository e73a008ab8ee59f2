package dk.rampe.delivery;

import java.time.Duration;
import java.util.Arrays;
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

    /**
     * Joins the caller's transaction.
     *
     * @param underWay how long another message may still be on its way to the broker
     */
    public void add(Withdrawal withdrawal, Duration underWay) {
        sql.sql("""
                        insert into broker_withdrawal (participation_id, partner, but_for, due_at)
                        values (?, ?, ?, now() + make_interval(secs => ?)) on conflict do nothing""")
                .params(Arrays.asList(
                        withdrawal.participationId(),
                        withdrawal.partner(),
                        withdrawal.butFor(),
                        underWay.toMillis() / 1000.0))
                .update();
    }

    public List<Withdrawal> waiting() {
        return sql.sql("""
                        select participation_id, partner, but_for from broker_withdrawal
                        where due_at <= now() limit 200""").query(Withdrawal.class).list();
    }

    public void done(Withdrawal withdrawal) {
        sql.sql("delete from broker_withdrawal where participation_id = ?")
                .param(withdrawal.participationId())
                .update();
    }

    /** For all participations of an erased case. */
    public boolean areDone(UUID erasure) {
        return sql.sql("""
                        select not exists (select from broker_withdrawal w join participation p on p.id = w.participation_id
                                           where p.erasure_id = ?)""").param(erasure).query(Boolean.class).single();
    }
}
