package dk.rampe.retention;

import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes each night what has been held too long, class after class in many short transactions, and leaves a proof of
 * each. A class is due until its proof is written, so who was killed goes on where the database stands.
 */
@Component("nightlyPurge")
public class NightlyPurge {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyPurge.class);

    /** How long a route's thread is held at most, by and large. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(5);

    private final List<Purge> purges;
    private final PurgeProofs proofs;
    private final Timetable timetable;
    private final PollLease lease;
    private final TransactionTemplate transaction;
    private final String schedule;
    private final Clock clock;
    private final Map<HeldClass, Instant> failed = new EnumMap<>(HeldClass.class);

    NightlyPurge(
            List<Purge> purges,
            PurgeProofs proofs,
            Timetable timetable,
            PollLease lease,
            TransactionTemplate transaction,
            HubSettings settings,
            Clock clock) {
        this.purges = purges;
        this.proofs = proofs;
        this.timetable = timetable;
        this.lease = lease;
        this.transaction = transaction;
        this.schedule = settings.retention().purge();
        this.clock = clock;
    }

    /** Goes on for some seconds, if it is time and no other node does. */
    public synchronized void purge() {
        long end = System.nanoTime() + AT_ONCE.toNanos();
        due().forEach((held, planned) -> {
            if (!isPausing(held) && System.nanoTime() < end && lease.take("purge")) {
                trying(held, () -> purge(held, planned, end));
            }
        });
    }

    /** Asked from the last one on: when the time comes in between, no class is due without those before it. */
    private Map<HeldClass, LocalDateTime> due() {
        Map<HeldClass, LocalDateTime> due = new EnumMap<>(HeldClass.class);
        List<HeldClass> lastFirst = Arrays.asList(HeldClass.values());
        Collections.reverse(lastFirst);
        lastFirst.forEach(held -> timetable.due(name(held), schedule).ifPresent(planned -> due.put(held, planned)));
        return due;
    }

    /** All of it, whatever the time. What was due stays due. */
    public void purgeNow() {
        for (HeldClass held : HeldClass.values()) {
            purgeNow(held);
        }
    }

    /** All of a class, whatever the time. */
    public synchronized void purgeNow(HeldClass held) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), DanishTime.ZONE);
        trying(held, () -> {
            Instant began = clock.instant();
            removeAll(held, began, Long.MAX_VALUE);
            transaction.executeWithoutResult(status -> prove(held, now, overdue(held, began)));
        });
    }

    private void purge(HeldClass held, LocalDateTime planned, long end) {
        Instant now = clock.instant();
        if (removeAll(held, now, end)) {
            transaction.executeWithoutResult(status -> {
                long overdue = overdue(held, now);
                if (timetable.take(name(held), planned)) {
                    prove(held, planned, overdue);
                }
            });
        }
    }

    /** @return whether nothing more could be removed */
    private boolean removeAll(HeldClass held, Instant now, long end) {
        proofs.begin(held, now);
        long removed = 1;
        while (removed > 0) {
            removed = 0;
            for (Purge purge : purges) {
                if (purge.held() == held) {
                    if (System.nanoTime() >= end) {
                        return false;
                    }
                    removed += removeSome(purge, now);
                }
            }
        }
        return true;
    }

    /** Counted in the transaction in which it goes. */
    private int removeSome(Purge purge, Instant now) {
        return transaction.execute(status -> {
            int removed = purge.removeSome(now);
            proofs.count(purge.held(), removed);
            return removed;
        });
    }

    private long overdue(HeldClass held, Instant now) {
        return purges.stream()
                .filter(purge -> purge.held() == held)
                .mapToLong(purge -> purge.overdue(now))
                .sum();
    }

    private void prove(HeldClass held, LocalDateTime planned, long overdue) {
        long removed = proofs.write(held, planned, overdue);
        if (removed > 0) {
            LOG.info("purge: {} of {} held no longer", removed, held);
        }
        if (overdue > 0) {
            LOG.warn("purge: {} of {} should be held no longer, but are", overdue, held);
        }
    }

    private void trying(HeldClass held, Runnable work) {
        try {
            work.run();
            failed.remove(held);
        } catch (RuntimeException e) {
            failed.put(held, clock.instant());
            LOG.warn(
                    "purge of {} failed, the others go on ({})",
                    held,
                    e.getClass().getSimpleName());
        }
    }

    private boolean isPausing(HeldClass held) {
        Instant at = failed.get(held);
        return at != null && Duration.between(at, clock.instant()).abs().compareTo(PAUSE_AFTER_FAILURE) < 0;
    }

    private static String name(HeldClass held) {
        return "purge " + held;
    }
}
