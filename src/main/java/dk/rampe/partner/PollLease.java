package dk.rampe.partner;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One node at a time does a thing. Held by the database's clock, renewed while the node lives and given back when it
 * stops; another node has taken over half a minute after a node that did neither.
 */
@Component("pollLease")
public class PollLease {

    static final Duration LENGTH = Duration.ofSeconds(20);

    private final UUID node = UUID.randomUUID();
    private final JdbcClient sql;

    PollLease(JdbcClient sql) {
        this.sql = sql;
    }

    /** @return whether this node holds the lease from now on */
    public boolean take(String name) {
        return sql.sql("""
                                insert into lease (name, owner, held_until)
                                values (:name, :node, now() + make_interval(secs => :seconds))
                                on conflict (name) do update set owner = excluded.owner, held_until = excluded.held_until
                                where lease.owner = excluded.owner or lease.held_until < now()""")
                        .param("name", name)
                        .param("node", node)
                        .param("seconds", LENGTH.toSeconds())
                        .update()
                == 1;
    }

    /**
     * Nobody else takes the lease before the caller's transaction has ended: to be asked last, before what was done
     * under the lease is committed.
     *
     * @throws LostLease when another node has taken it meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(String name) {
        sql.sql("select owner from lease where name = ? and owner = ? for share")
                .params(name, node)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new LostLease(name));
    }

    /** Keeps what this node holds and has not lost; called well within {@link #LENGTH} from a route. */
    public void renew() {
        sql.sql(
                        "update lease set held_until = now() + make_interval(secs => ?) where owner = ? and held_until >= now()")
                .params(LENGTH.toSeconds(), node)
                .update();
    }

    @PreDestroy
    void giveBack() {
        sql.sql("delete from lease where owner = ?").param(node).update();
    }
}
