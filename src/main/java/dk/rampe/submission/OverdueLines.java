package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.HubSettings;
import dk.rampe.submission.LineOutcome.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lines that have waited too long for their case, or for the event they correct: refused, and their sender told. */
@Component("overdueLines")
public class OverdueLines {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueLines.class);
    private static final int AT_ONCE = 500;

    private final WaitingLines waitingLines;
    private final CaseLocks locks;
    private final Lines lines;
    private final Ledger ledger;
    private final Receipts receipts;
    private final Duration refuseAfter;
    private final Clock clock;

    OverdueLines(
            WaitingLines waitingLines,
            CaseLocks locks,
            Lines lines,
            Ledger ledger,
            Receipts receipts,
            HubSettings settings,
            Clock clock) {
        this.waitingLines = waitingLines;
        this.locks = locks;
        this.lines = lines;
        this.ledger = ledger;
        this.receipts = receipts;
        this.refuseAfter = settings.waiting().refuseAfter();
        this.clock = clock;
    }

    /** @param warnings what reading the line gave rise to */
    record Overdue(long line, CaseKey key, List<Fault> warnings) {}

    /** Ids of those that hold such lines, the longest waiting first. */
    public List<UUID> submissions() {
        return waitingLines.overdue(before());
    }

    /**
     * Refuses some hundreds of them. The same submission may be sent again, and is taken anew. Changes nothing when
     * the cases have come meanwhile, or another node was faster.
     */
    @Transactional
    public void refuse(UUID submission) {
        Instant before = before();
        locks.hold(waitingLines.overdue(submission, before, AT_ONCE).stream()
                .map(Overdue::key)
                .toList());
        List<LineOutcome> refused = waitingLines.overdue(submission, before, AT_ONCE).stream()
                .map(line -> refused(submission, line))
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        lines.change(refused);
        waitingLines.remove(refused);
        ledger.forgetIdentity(submission);
        receipts.supplementary(refused);
        LOG.info(
                "submission {}: {} lines waited {} days in vain and are refused",
                ledger.find(submission).shortId(),
                refused.size(),
                refuseAfter.toDays());
    }

    private LineOutcome refused(UUID submission, Overdue line) {
        String days = String.valueOf(refuseAfter.toDays());
        Fault fault = FaultCode.WAITED_TOO_LONG.fault(null, Map.of("days", days));
        List<Fault> faults =
                Stream.concat(line.warnings().stream(), Stream.of(fault)).toList();
        return new LineOutcome(submission, line.line(), Outcome.REJECTED, null, faults);
    }

    private Instant before() {
        return clock.instant().minus(refuseAfter);
    }
}
