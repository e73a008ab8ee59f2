package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What has been erased of all that a batch names. A referral of a later date opens such a case anew. */
final class Erased {

    private final Map<CaseKey, LocalDate> cases;
    private final Set<UUID> participations;
    private final Set<CaseKey> openedAnew = new HashSet<>();

    /** @param cases with the day on which each was erased; @param participations erased ones that are named by id */
    Erased(Map<CaseKey, LocalDate> cases, Set<UUID> participations) {
        this.cases = cases;
        this.participations = participations;
    }

    static Erased nothing() {
        return new Erased(Map.of(), Set.of());
    }

    boolean is(CaseKey key) {
        return cases.containsKey(key) && !openedAnew.contains(key);
    }

    boolean is(UUID participation) {
        return participations.contains(participation);
    }

    /** @return false when the referral is no news after the erasure */
    boolean openAnew(CaseKey key, LocalDate referredOn) {
        return referredOn.isAfter(cases.get(key)) && openedAnew.add(key);
    }

    Set<CaseKey> openedAnew() {
        return openedAnew;
    }
}
