package dk.rampe.submission;

import dk.rampe.partner.DaybookEntry;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has been acknowledged, and the ledger does not know: neither the submission nor another one with the same content,
 * so that what its sender has sent again is missing no more.
 */
@Component
public class Missing {

    private static final int AT_ONCE = 5000;

    private final JdbcClient sql;
    private final Limits limits;
    private final Clock clock;

    Missing(JdbcClient sql, Limits limits, Clock clock) {
        this.sql = sql;
        this.limits = limits;
        this.clock = clock;
    }

    /** The same over a hub's database, for a process that is not the hub. */
    public static Missing over(DataSource database, Limits limits, Clock clock) {
        return new Missing(JdbcClient.create(database), limits, clock);
    }

    /** @return each once, oldest first; what may have been purged is not looked for */
    public List<DaybookEntry> of(List<DaybookEntry> daybook) {
        Instant now = clock.instant();
        Map<String, DaybookEntry> missing = new LinkedHashMap<>();
        List<DaybookEntry> received = daybook.stream()
                .filter(entry -> entry.what() == DaybookEntry.What.RECEIVED)
                .filter(entry -> entry.at().isAfter(limits.before(HeldClass.RECORDS, entry.partner(), now)))
                .toList();
        for (int from = 0; from < received.size(); from += AT_ONCE) {
            List<DaybookEntry> some = received.subList(from, Math.min(from + AT_ONCE, received.size()));
            Set<String> known = known(some);
            some.stream()
                    .filter(entry -> !known.contains(key(entry)))
                    .forEach(entry -> missing.putIfAbsent(key(entry), entry));
        }
        return List.copyOf(missing.values());
    }

    private Set<String> known(List<DaybookEntry> entries) {
        return new HashSet<>(sql.sql("""
                        select noted.partner || ' ' || noted.identity
                        from unnest(:ids::uuid[], :partners::text[], :identities::text[]) as noted (id, partner, identity)
                        where exists (select from submission s where s.id = noted.id)
                           or exists (select from submission s
                                      where s.partner = noted.partner and s.identity = decode(noted.identity, 'hex'))""")
                .param("ids", entries.stream().map(DaybookEntry::id).toArray(UUID[]::new))
                .param("partners", entries.stream().map(DaybookEntry::partner).toArray(String[]::new))
                .param(
                        "identities",
                        entries.stream().map(DaybookEntry::identity).toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private static String key(DaybookEntry entry) {
        return entry.partner() + ' ' + entry.identity();
    }
}
