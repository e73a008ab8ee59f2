package dk.rampe.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a partner is owed anything, asked for all partners in one statement, for the answer is nearly always no: a
 * hundred of them would claim nothing every second, in a transaction each.
 */
@Component("pending")
public class Pending {

    /** An answer may be that old. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final JdbcClient sql;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer last = new Answer(Set.of(), System.nanoTime() - MOMENT.toNanos());

    Pending(JdbcClient sql) {
        this.sql = sql;
    }

    private record Answer(Set<String> partners, long at) {

        boolean isOld() {
            return System.nanoTime() - at >= MOMENT.toNanos();
        }
    }

    /** @return false when nothing was owed a moment ago; true also where nobody knows, so that no partner waits for another */
    public boolean isAny(String partner) {
        if (last.isOld()) {
            if (!asking.tryLock()) {
                return true;
            }
            try {
                last = ask();
            } finally {
                asking.unlock();
            }
        }
        return last.partners().contains(partner);
    }

    /** From one partner to the next in the index of what waits: it takes no longer when thousands wait. */
    private Answer ask() {
        long at = System.nanoTime();
        return new Answer(sql.sql("""
                        with recursive owed (partner) as (
                            (select partner from delivery
                             where number > 0 and state = 'PENDING' and kind <> 'STATUS' order by partner limit 1)
                            union all
                            select (select d.partner from delivery d
                                    where d.number > 0 and d.state = 'PENDING' and d.kind <> 'STATUS'
                                      and d.partner > owed.partner order by d.partner limit 1)
                            from owed where owed.partner is not null)
                        select partner from owed where partner is not null""").query(String.class).set(), at);
    }
}
