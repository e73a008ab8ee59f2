package dk.rampe.reconciliation;

import dk.rampe.partner.HubSettings;
import dk.rampe.reconciliation.Reconciled.Finding;
import dk.rampe.reconciliation.Reconciled.Totals;
import dk.rampe.retention.Limits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds every rule against one state of the database, and changes nothing. */
@Component
public class Reconciliation {

    private static final int IDS = 100;

    private final JdbcClient sql;
    private final TransactionTemplate oneState;
    private final Bounds bounds;
    private final Clock clock;

    Reconciliation(
            JdbcClient sql, PlatformTransactionManager transactions, HubSettings settings, Limits limits, Clock clock) {
        this.sql = sql;
        this.oneState = new TransactionTemplate(transactions);
        this.oneState.setReadOnly(true);
        this.oneState.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.bounds = new Bounds(settings, limits);
        this.clock = clock;
    }

    /** The same over a hub's database, for a process that is not the hub. */
    public static Reconciliation over(DataSource database, HubSettings settings, Clock clock) {
        return new Reconciliation(
                JdbcClient.create(database),
                new DataSourceTransactionManager(database),
                settings,
                new Limits(settings),
                clock);
    }

    public Reconciled reconcile() {
        return oneState.execute(status -> {
            Instant now = clock.instant();
            Map<String, Object> named = bounds.at(now);
            List<Finding> findings = new ArrayList<>();
            Rule.all().forEach(rule -> finding(rule, named).ifPresent(findings::add));
            return new Reconciled(now, totals(), findings);
        });
    }

    private Optional<Finding> finding(Rule rule, Map<String, Object> named) {
        Finding finding = sql.sql("""
                        with differing (id) as materialized (%s)
                        select (select count(*) from differing),
                               array(select id from differing order by id limit %d)""".formatted(rule.exceptions(), IDS))
                .params(named)
                .query((row, i) -> new Finding(rule.code(), row.getLong(1), List.of((String[])
                        row.getArray(2).getArray())))
                .single();
        return Optional.of(finding).filter(one -> one.items() > 0);
    }

    private Totals totals() {
        return sql.sql("""
                        select (select count(*) from submission) as submissions, (select count(*) from submission_line) as lines,
                               (select count(*) from event) as events, (select count(*) from delivery) as deliveries""").query(Totals.class).single();
    }
}
