package dk.rampe.reconciliation;

import dk.rampe.reconciliation.Reconciled.Totals;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the nightly reconciliations found. Joins the caller's transaction. */
@Component
public class ReconciliationRuns {

    private final JdbcClient sql;
    private final Clock clock;

    ReconciliationRuns(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** @param differing how many items did not add up */
    public record Last(Instant finishedAt, long differing) {}

    public Optional<Last> last() {
        return sql.sql("select finished_at, differing from reconciliation_run order by number desc limit 1")
                .query(Last.class)
                .optional();
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
