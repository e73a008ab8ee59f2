package dk.rampe.reconciliation;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.partner.Partner.Role;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What rules may name: since when nothing can have been purged, and what the partners have agreed. Of several limits the
 * shortest counts, so that a rule passes over what may rightly be gone.
 */
final class Bounds {

    /** Longer than any pause between two tries. */
    private static final Duration SLEEPING = Duration.ofHours(1);

    /** What a line may wait longer than its limit, until the hub comes to refuse it. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final HubSettings settings;
    private final Limits limits;

    Bounds(HubSettings settings, Limits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /** By name. */
    Map<String, Object> at(Instant now) {
        Instant records = since(HeldClass.RECORDS, now);
        return Map.ofEntries(
                Map.entry("records", Timestamp.from(records)),
                Map.entry(
                        "origins",
                        Timestamp.from(
                                records.plus(settings.waiting().refuseAfter()).plus(A_DAY))),
                Map.entry("copies", Timestamp.from(since(HeldClass.ARCHIVE, now))),
                Map.entry("audit", Timestamp.from(since(HeldClass.AUDIT, now))),
                Map.entry("sleeping", Timestamp.from(now.minus(SLEEPING))),
                Map.entry("answered_when_stored", partners(partner -> isAnswered(partner, When.STORED))),
                Map.entry("answered_when_processed", partners(partner -> isAnswered(partner, When.PROCESSED))),
                Map.entry("answered_when_refused", partners(partner -> isAnswered(partner, When.REFUSED))),
                Map.entry("providers", partners(partner -> partner.role() == Role.PROVIDER)),
                Map.entry("fetching", partners(Partner::fetches)),
                Map.entry("told_by_file", partners(partner -> partner.status() != null)),
                Map.entry("evaluated", evaluated()));
    }

    private Instant since(HeldClass held, Instant now) {
        return limits.beforeByPartner(held, now).values().stream()
                .max(Instant::compareTo)
                .filter(latest -> latest.isAfter(limits.before(held, now)))
                .orElse(limits.before(held, now));
    }

    private static boolean isAnswered(Partner partner, When when) {
        return partner.receipts() != null && !partner.receipts().documents(when).isEmpty();
    }

    private String[] partners(Predicate<Partner> which) {
        return settings.partners().entrySet().stream()
                .filter(partner -> which.test(partner.getValue()))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** Programmes that somebody evaluates. */
    private String[] evaluated() {
        return settings.partners().values().stream()
                .filter(partner -> partner.role() == Role.EVALUATOR)
                .flatMap(partner -> partner.programmes().stream())
                .distinct()
                .toArray(String[]::new);
    }
}
