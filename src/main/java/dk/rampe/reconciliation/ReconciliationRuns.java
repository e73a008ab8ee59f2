package dk.rampe.reconciliation;

import dk.rampe.reconciliation.Reconciled.Totals;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the nightly reconciliations found. Joins the caller's transaction. */
@Component
class ReconciliationRuns {

    private final JdbcClient sql;
    private final Clock clock;

    ReconciliationRuns(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void add(LocalDateTime planned, Reconciled reconciled) {
        Totals totals = reconciled.totals();
        long run = sql.sql("""
                        insert into reconciliation_run
                            (planned_at, started_at, finished_at, submissions, lines, events, deliveries, differing)
                        values (?, ?, ?, ?, ?, ?, ?, ?) returning number""")
                .params(
                        planned,
                        Timestamp.from(reconciled.at()),
                        Timestamp.from(clock.instant()),
                        totals.submissions(),
                        totals.lines(),
                        totals.events(),
                        totals.deliveries(),
                        reconciled.differing())
                .query(Long.class)
                .single();
        reconciled.findings().forEach(finding -> sql.sql(
                        "insert into reconciliation_finding (run, rule, items, ids) values (?, ?, ?, ?)")
                .params(run, finding.rule(), finding.items(), finding.ids().toArray(String[]::new))
                .update());
    }
}
