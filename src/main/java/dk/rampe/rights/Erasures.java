package dk.rampe.rights;

import dk.rampe.delivery.Cancellation;
import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Withdrawals;
import dk.rampe.submission.CaseErasure;
import dk.rampe.submission.CaseErasure.Gone;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries out what was requested (docs/adr/0012-erasing-a-case.md): the case goes from all tables in one transaction, then
 * archive copies, messages that the provider has not fetched, and files in drop boxes are waited for. Called from a route;
 * a node that is killed leaves a request as it was.
 */
@Component("erasures")
public class Erasures {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private final ErasureRequests requests;
    private final CaseLocks locks;
    private final CaseErasure cases;
    private final Cancellation deliveries;
    private final Withdrawals withdrawals;
    private final Clock clock;

    Erasures(
            ErasureRequests requests,
            CaseLocks locks,
            CaseErasure cases,
            Cancellation deliveries,
            Withdrawals withdrawals,
            Clock clock) {
        this.requests = requests;
        this.locks = locks;
        this.cases = cases;
        this.deliveries = deliveries;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    /** Ids of those that are not done. */
    public List<UUID> open() {
        return requests.open();
    }

    /** Goes on with it as far as it can be gone now; does nothing when another node does. */
    @Transactional
    public void carryOut(UUID id) {
        requests.holdRequested(id).ifPresent(about -> erase(id, about));
        requests.holdClearing(id)
                .filter(waiting -> cases.isCleared(waiting.municipality(), waiting.copies()) && withdrawals.areDone(id))
                .ifPresent(waiting -> {
                    requests.done(id, clock.instant());
                    LOG.info("erasure {}: done", id);
                });
    }

    private void erase(UUID id, CaseKey about) {
        locks.hold(List.of(about));
        Gone gone = cases.erase(id, about);
        int cancelled = deliveries.cancel(id, about.caseNumber(), gone.erasedEvents());
        requests.carriedOut(id, gone, cancelled, clock.instant());
        LOG.info(
                "erasure {}: {} participations with {} events and {} lines are gone, {} archive copies follow",
                id,
                gone.erasedEvents().size(),
                gone.events(),
                gone.lines(),
                gone.copies().size());
    }
}
