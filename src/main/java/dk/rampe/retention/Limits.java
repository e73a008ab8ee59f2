package dk.rampe.retention;

import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How long each class is held: the hub's settings, and where a partner's agreement departs from them. */
@Component
public class Limits {

    private final HubSettings settings;

    public Limits(HubSettings settings) {
        this.settings = settings;
        if (settings.retention() != null && settings.waiting() != null) {
            check(settings);
        }
    }

    /**
     * @param partner who sent it or gets it; of one that is in the settings no more, the hub's own limit holds
     * @throws IllegalArgumentException for FACTS, which go when an evaluation ends
     */
    public Period of(HeldClass held, String partner) {
        Partner known = settings.partners().get(partner);
        Period agreed = known == null || known.retention() == null ? null : agreed(held, known.retention());
        return agreed == null ? hubs(held) : agreed;
    }

    /** What was there before that moment has been held too long. */
    public Instant before(HeldClass held, String partner, Instant now) {
        return before(of(held, partner), now);
    }

    /** For partners that are in the settings no more, and for what is no partner's. */
    public Instant before(HeldClass held, Instant now) {
        return before(hubs(held), now);
    }

    /** By partner; {@link #before(HeldClass, Instant)} for all others. */
    public Map<String, Instant> beforeByPartner(HeldClass held, Instant now) {
        Map<String, Instant> before = new TreeMap<>();
        settings.partners().keySet().forEach(partner -> before.put(partner, before(held, partner, now)));
        return before;
    }

    /** The same for a query over what several partners have sent or get. */
    public Cutoffs cutoffs(HeldClass held, Instant now) {
        return new Cutoffs(beforeByPartner(held, now), before(held, now));
    }

    /** Days and months are those of the Danish calendar. */
    private static Instant before(Period limit, Instant now) {
        return now.atZone(DanishTime.ZONE).minus(limit).toInstant();
    }

    private Period hubs(HeldClass held) {
        HubSettings.Retention hub = settings.retention();
        return switch (held) {
            case ARCHIVE -> hub.archive();
            case REFUSED_LINES -> hub.refusedLines();
            case RECORDS -> hub.records();
            case VAULT -> hub.vault();
            case AUDIT -> hub.audit();
            case FACTS -> throw new IllegalArgumentException("facts go when the evaluation of their programme ends");
        };
    }

    private static Period agreed(HeldClass held, Partner.Kept kept) {
        return switch (held) {
            case ARCHIVE -> kept.archive();
            case REFUSED_LINES -> kept.refusedLines();
            case RECORDS -> kept.records();
            case VAULT -> kept.vault();
            case AUDIT, FACTS -> null;
        };
    }

    /** A line that waits must have been refused before its number goes. */
    private void check(HubSettings settings) {
        Instant now = Instant.EPOCH;
        Instant waitingSince = now.minus(settings.waiting().refuseAfter());
        for (String partner : settings.partners().keySet()) {
            if (before(HeldClass.REFUSED_LINES, partner, now).isAfter(waitingSince)) {
                throw new IllegalStateException("rampe.retention.refused-lines, or that of partner " + partner
                        + ", is shorter than rampe.waiting.refuse-after");
            }
        }
    }
}
