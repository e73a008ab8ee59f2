package dk.rampe.participation;

import java.util.Collection;
import java.util.List;

/** Opens the standing events to tests of other rooms. */
public final class Standing {

    private Standing() {}

    /** In fold order. */
    public static List<Event> of(Collection<Event> events) {
        return StandingEvents.of(events, Long.MAX_VALUE);
    }
}
