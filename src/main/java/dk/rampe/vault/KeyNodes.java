package dk.rampe.vault;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which keys each running node has loaded, as the nodes say in the database. */
@Component
public final class KeyNodes {

    private static final String ALIVE = "seen_at > now() - interval '1 minute'";

    private final JdbcClient sql;
    private final String self = host() + ' ' + UUID.randomUUID().toString().substring(0, 8);

    public KeyNodes(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param wrapping ids of the keys it has, as {@code lookup}; the writers are among them */
    public record Node(
            String name, Set<Long> wrapping, long wrappingWriter, Set<Long> lookup, long lookupWriter, Instant seenAt) {

        public boolean has(Keyset keyset, long key) {
            return (keyset == Keyset.WRAPPING ? wrapping : lookup).contains(key);
        }

        public long writer(Keyset keyset) {
            return keyset == Keyset.WRAPPING ? wrappingWriter : lookupWriter;
        }
    }

    /** This node has these keys. Who has said nothing for a day is forgotten. */
    void note(Keys keys) {
        sql.sql("""
                        insert into vault.key_node (node, wrapping, wrapping_writer, lookup, lookup_writer, seen_at)
                        values (?, ?, ?, ?, ?, now())
                        on conflict (node) do update set
                            (wrapping, wrapping_writer, lookup, lookup_writer, seen_at)
                            = (excluded.wrapping, excluded.wrapping_writer, excluded.lookup, excluded.lookup_writer, now())""")
                .params(
                        self,
                        keys.ids(Keyset.WRAPPING).toArray(Long[]::new),
                        keys.writer(Keyset.WRAPPING),
                        keys.ids(Keyset.LOOKUP).toArray(Long[]::new),
                        keys.writer(Keyset.LOOKUP))
                .update();
        sql.sql("delete from vault.key_node where seen_at < now() - interval '1 day'")
                .update();
    }

    void leave() {
        sql.sql("delete from vault.key_node where node = ?").param(self).update();
    }

    /** Those that have said so within a minute. */
    public List<Node> alive() {
        return sql.sql("select * from vault.key_node where " + ALIVE + " order by node")
                .query((row, i) -> new Node(
                        row.getString("node"),
                        Set.of((Long[]) row.getArray("wrapping").getArray()),
                        row.getLong("wrapping_writer"),
                        Set.of((Long[]) row.getArray("lookup").getArray()),
                        row.getLong("lookup_writer"),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    /** Whether nobody writes with another key than this one. */
    public boolean allWrite(Keyset keyset, long key) {
        return alive().stream().allMatch(node -> node.writer(keyset) == key);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
