package dk.rampe.rights;

import dk.rampe.retention.HeldClass;
import java.util.Optional;

/** Where something is held; in the order in which an account tells of it. */
public enum Store {
    /** Sealed copies of what came in. */
    ARCHIVE(HeldClass.ARCHIVE),
    /** Lines whose case has not come. */
    WAITING_LINES(HeldClass.REFUSED_LINES),
    /** Refused lines that still have their case number. */
    REFUSED_LINES(HeldClass.REFUSED_LINES),
    /** What came in, as the ledger has it, and what became of each line. */
    SUBMISSIONS(HeldClass.RECORDS),
    /** What went out, receipts among it. */
    DELIVERIES(HeldClass.RECORDS),
    /** Participations whose personal half can be opened. */
    VAULT(HeldClass.VAULT),
    /** Keyed hashes by which persons are known again. */
    PERSONS(HeldClass.VAULT),
    /** Events of cases, by case number. */
    FACTS(HeldClass.FACTS),
    /** Who opened whose personal half. */
    AUDIT(HeldClass.AUDIT),
    /** That a case was erased, and why; not which. */
    ERASURES(HeldClass.AUDIT),
    /** Anonymous outcomes. */
    RELEASES(null),
    /** Files in a partner's account on the hub's own server. */
    DROP_BOX(null),
    /** Messages that wait to be fetched. */
    BROKER(null),
    /** Files under way; there are none. */
    SPOOL(null);

    private final HeldClass held;

    Store(HeldClass held) {
        this.held = held;
    }

    /** What the nightly purge counts it under; empty for what goes another way, or never. */
    public Optional<HeldClass> held() {
        return Optional.ofNullable(held);
    }
}
