package dk.rampe.reconciliation;

import static java.util.stream.Collectors.joining;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Timetable;
import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks the books over once a night, on one node, and leaves what it found. Due until that is written. */
@Component("nightlyReconciliation")
public class NightlyReconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyReconciliation.class);
    private static final String NAME = "reconciliation";

    private final Reconciliation reconciliation;
    private final ReconciliationRuns runs;
    private final Timetable timetable;
    private final PollLease lease;
    private final TransactionTemplate transaction;
    private final String schedule;

    NightlyReconciliation(
            Reconciliation reconciliation,
            ReconciliationRuns runs,
            Timetable timetable,
            PollLease lease,
            TransactionTemplate transaction,
            HubSettings settings) {
        this.reconciliation = reconciliation;
        this.runs = runs;
        this.timetable = timetable;
        this.lease = lease;
        this.transaction = transaction;
        this.schedule = settings.reconciliation().at();
    }

    /** If it is time and no other node does. */
    public void reconcile() {
        timetable.due(NAME, schedule).filter(planned -> lease.take(NAME)).ifPresent(this::reconcile);
    }

    private void reconcile(LocalDateTime planned) {
        Reconciled reconciled = reconciliation.reconcile();
        boolean first = transaction.execute(status -> {
            boolean taken = timetable.take(NAME, planned);
            if (taken) {
                runs.add(planned, reconciled);
            }
            return taken;
        });
        if (first) {
            tell(reconciled);
        }
    }

    private static void tell(Reconciled reconciled) {
        if (reconciled.addsUp()) {
            LOG.info(
                    "reconciliation: {} submissions with {} lines add up",
                    reconciled.totals().submissions(),
                    reconciled.totals().lines());
        } else {
            LOG.warn(
                    "reconciliation: {} items do not add up ({})",
                    reconciled.differing(),
                    reconciled.findings().stream()
                            .map(finding -> finding.rule() + " " + finding.items())
                            .collect(joining(", ")));
        }
    }
}
