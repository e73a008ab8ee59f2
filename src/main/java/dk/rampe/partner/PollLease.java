package dk.rampe.partner;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One node at a time does a thing; held by the database's clock, kept by taking it again. */
@Component
public class PollLease {

    private final UUID node = UUID.randomUUID();
    private final JdbcClient sql;

    PollLease(JdbcClient sql) {
        this.sql = sql;
    }

    /** @return whether this node holds the lease, now for so long */
    public boolean take(String name, Duration length) {
        return sql.sql("""
                                insert into lease (name, owner, held_until)
                                values (:name, :node, now() + make_interval(secs => :seconds))
                                on conflict (name) do update set owner = excluded.owner, held_until = excluded.held_until
                                where lease.owner = excluded.owner or lease.held_until < now()""")
                        .param("name", name)
                        .param("node", node)
                        .param("seconds", length.toSeconds())
                        .update()
                == 1;
    }
}
