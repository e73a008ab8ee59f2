package dk.rampe.participation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A referral dated after an ending opens the case anew. Told before the ending was, it was taken for a correction of
 * this participation's referral; when the ending comes, it belongs to the next participation after all, and so does
 * every case update in effect from that referral on (docs/adr/0011-order-of-arrival.md).
 */
public final class Reopening {

    private Reopening() {}

    /** The day on which a case was first over, or null. An ending before every referral ends nothing that was open. */
    public static LocalDate overOn(Collection<Event> events) {
        return overOn(events, StandingEvents.among(events).inFoldOrder());
    }

    /** Those of a participation's events that belong to the one after it, in the order given; none for nearly all. */
    public static List<Event> next(Collection<Event> events) {
        return referrals(events).count() < 2
                ? List.of()
                : next(events, StandingEvents.among(events).inFoldOrder());
    }

    /**
     * Whether an update is about the participation that a referral opens, though it was told to the one before: it is
     * in effect from that day on and, when it ends a case, was not told before the referral.
     */
    public static boolean follows(Event update, Event referral) {
        return !update.occurredOn().isBefore(referral.occurredOn())
                && (!Endings.isEnding(update) || isToldNoEarlier(update, referral));
    }

    /** @param standing those of {@code events} that are not taken away, in fold order */
    static List<Event> next(Collection<Event> events, List<Event> standing) {
        LocalDate overOn = referrals(events).count() < 2 ? null : overOn(events, standing);
        if (overOn == null) {
            return List.of();
        }
        return referrals(events)
                .filter(referral -> referral.occurredOn().isAfter(overOn))
                .min(Comparator.comparing(Event::occurredOn).thenComparing(Event::number))
                .map(reopening -> from(reopening, events))
                .orElse(List.of());
    }

    private static LocalDate overOn(Collection<Event> events, List<Event> standing) {
        LocalDate openedOn = referrals(events)
                .map(Event::occurredOn)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MIN);
        return Endings.days(standing)
                .filter(day -> !day.isBefore(openedOn))
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    private static List<Event> from(Event reopening, Collection<Event> events) {
        return events.stream()
                .filter(event -> event.kind().isToldByJobcentre())
                .filter(event -> event.kind() == Kind.REFERRED
                        ? !event.occurredOn().isBefore(reopening.occurredOn())
                        : follows(event, reopening))
                .toList();
    }

    /** By the sender's own count, which is one for all that a sender tells; else by arrival. */
    private static boolean isToldNoEarlier(Event event, Event than) {
        return event.stamp() == null || than.stamp() == null
                ? event.number() > than.number()
                : event.stamp().compareTo(than.stamp()) >= 0;
    }

    private static Stream<Event> referrals(Collection<Event> events) {
        return events.stream().filter(event -> event.kind() == Kind.REFERRED);
    }
}
