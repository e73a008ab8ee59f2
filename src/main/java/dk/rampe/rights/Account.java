package dk.rampe.rights;

import dk.rampe.retention.HeldClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is held, at one moment.
 *
 * @param holdings by partner, then store; what is no partner's comes last
 * @param purges the latest of each class; a class that never was purged is not in it
 */
public record Account(Instant at, List<Holding> holdings, Map<HeldClass, LastPurge> purges) {

    public long overdue() {
        return holdings.stream().mapToLong(Holding::overdue).sum();
    }

    /** What the latest purges found overdue after they were through. */
    public long leftOverdue() {
        return purges.values().stream().mapToLong(LastPurge::leftOverdue).sum();
    }

    public LastPurge lastPurge(Holding holding) {
        return holding.store().held().map(purges::get).orElse(null);
    }
}
