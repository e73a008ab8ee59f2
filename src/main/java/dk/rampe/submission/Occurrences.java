package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Reopening;
import dk.rampe.submission.CaseFile.Entry;
import java.time.LocalDate;
import java.util.List;

/**
 * The participations of one case in one programme, one after the other. A referral after an ending opens the next; any
 * other is a correction. Which it is may turn out later, when the ending is told after the referral that followed it
 * (docs/adr/0011-order-of-arrival.md).
 */
final class Occurrences {

    private final Batch batch;
    private final CaseKey key;
    private final String programme;
    private final String provider;

    Occurrences(Batch batch, CaseKey key, String programme, String provider) {
        this.batch = batch;
        this.key = key;
        this.programme = programme;
        this.provider = provider;
    }

    /** Oldest first. */
    List<CaseFile> all() {
        return batch.of(key, programme);
    }

    /** The participation that a referral of this date opens or corrects. */
    CaseFile ofReferral(LocalDate referredOn) {
        List<CaseFile> running =
                all().stream().filter(file -> !file.isOverBefore(referredOn)).toList();
        return running.isEmpty() ? batch.open(key, programme, provider) : lastOpenedBy(referredOn, running);
    }

    /** The participation that was running when an update took effect, else the first. */
    CaseFile ofUpdate(LocalDate effectiveOn) {
        return lastOpenedBy(effectiveOn, all());
    }

    /**
     * Puts where it belongs what turns out to be about a later participation than it was taken for. What is closed is
     * left as it is: the personal half of what it would pass on is gone.
     */
    void settle(CaseFile changed) {
        if (changed.isClosed()) {
            return;
        }
        for (Entry referral : changed.referralsOfTheNext()) {
            CaseFile later = ofReferral(referral.event().occurredOn());
            if (batch.copy(changed, referral, later)) {
                settle(later);
            }
        }
        List<CaseFile> all = all();
        for (CaseFile earlier : all.subList(0, all.size() - 1)) {
            if (!earlier.isClosed()) {
                earlier.updates().forEach(update -> passOn(earlier, update));
            }
        }
    }

    /** The earlier participation is told of the referral too: by that it knows what it holds of another's. */
    private void passOn(CaseFile earlier, Entry update) {
        CaseFile later = ofUpdate(update.event().occurredOn());
        if (later.occurrence() > earlier.occurrence()
                && Reopening.follows(update.event(), later.referral().event())) {
            batch.copy(later, later.referral(), earlier);
            if (batch.copy(earlier, update, later)) {
                settle(later);
            }
        }
    }

    private static CaseFile lastOpenedBy(LocalDate day, List<CaseFile> files) {
        return files.stream()
                .filter(file -> !file.referral().event().occurredOn().isAfter(day))
                .reduce((earlier, later) -> later)
                .orElse(files.get(0));
    }
}
