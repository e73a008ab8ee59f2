package dk.rampe.delivery;

import dk.rampe.participation.EventLog;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who touches a case first holds it until the transaction ends; so no fold is lost and no line waits for a case that
 * has just come. Taken in sorted order, so that batches do not lock each other out.
 */
@Component
public class CaseLocks {

    private final JdbcClient sql;

    CaseLocks(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param caseNumber unique within the municipality */
    public record CaseKey(String municipality, String caseNumber) {}

    /** Makes numbers taken from here on, of events and of deliveries, a boundary: see {@link EventLog#ORDER_LOCK}. */
    void holdOrder() {
        sql.sql("select pg_advisory_xact_lock_shared(?)")
                .param(EventLog.ORDER_LOCK)
                .query()
                .listOfRows();
    }

    /** Holds the cases of these participations, but for those that are erased: nobody touches them again. */
    void holdOf(Collection<UUID> participations) {
        hold(sql.sql("select municipality, case_number from participation where id = any(?) and erased_at is null")
                .param(participations.toArray(UUID[]::new))
                .query(CaseKey.class)
                .list());
    }

    /** Holds the order of numbers too. */
    public void hold(Collection<CaseKey> cases) {
        hold(cases, List.of());
    }

    /** @param others what else must not be touched by two at once, named apart from all cases */
    public void hold(Collection<CaseKey> cases, Collection<String> others) {
        holdOrder();
        sql.sql("""
                        select pg_advisory_xact_lock(key)
                        from (select distinct hashtextextended(k, 0) as key from unnest(?) as k order by 1) sorted""")
                .param(Stream.concat(
                                cases.stream().map(key -> key.municipality() + '/' + key.caseNumber()), others.stream())
                        .toArray(String[]::new))
                .query()
                .listOfRows();
    }
}
