package dk.rampe.delivery;

import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Drop boxes in which files lie that say more than they may since something was erased: marked in the transaction that
 * erases, written anew by the node that has the drop box.
 */
@Component
public class StaleAccounts {

    private final JdbcClient sql;
    private final Partners partners;

    StaleAccounts(JdbcClient sql, Partners partners) {
        this.sql = sql;
        this.partners = partners;
    }

    /** Joins the caller's transaction; of a partner without a drop box there is nothing to mark. */
    public void mark(String partner) {
        if (withDropBox().contains(partner)) {
            sql.sql("""
                            insert into stale_account (partner, since) values (?, clock_timestamp())
                            on conflict (partner) do update set since = excluded.since""").param(partner).update();
        }
    }

    /** Since when; to be given back to {@link #renewed}. */
    public Optional<Instant> since(String partner) {
        return sql.sql("select since from stale_account where partner = ?")
                .param(partner)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Unless it was marked again meanwhile. */
    public void renewed(String partner, Instant since) {
        sql.sql("delete from stale_account where partner = ? and since = ?")
                .params(partner, Timestamp.from(since))
                .update();
    }

    /** Whether none of these partners' drop boxes waits to be written anew. */
    public boolean areRenewed(Collection<String> some) {
        return sql.sql("select not exists (select from stale_account where partner = any(?))")
                .param(some.stream().filter(withDropBox()::contains).toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** By name, the delivery that a file with this name in the partner's folders was made of last; sent or about to be. */
    public Map<String, Delivery> sources(String partner, Collection<String> names) {
        Map<String, Delivery> sources = new HashMap<>();
        List<Delivery> oldestFirst = sql.sql("""
                        select * from delivery
                        where partner = :partner and kind in ('TECHNICAL_RECEIPT', 'RECEIPT', 'STATUS_FILE')
                          and jsonb_exists_any(names, :names)
                        order by number""")
                .param("partner", partner)
                .param("names", names.toArray(String[]::new))
                .query((row, i) -> Deliveries.read(row))
                .list();
        oldestFirst.forEach(delivery ->
                delivery.names().stream().filter(names::contains).forEach(name -> sources.put(name, delivery)));
        return sources;
    }

    private Set<String> withDropBox() {
        return Set.copyOf(partners.with(Partner::dropbox));
    }
}
