package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import java.util.HashMap;
import java.util.Map;

/** Which case a provider's event ids belong to: the one they were first told about, taken up or waiting. */
final class EventIds {

    /** @param eventId unique at the provider */
    record EventId(String provider, String eventId) {

        static EventId of(Told told) {
            return new EventId(told.partner(), told.text("eventId"));
        }
    }

    private final Map<EventId, CaseKey> cases;

    /** @param cases of those ids that are known */
    EventIds(Map<EventId, CaseKey> cases) {
        this.cases = new HashMap<>(cases);
    }

    boolean isOfAnother(EventId id, CaseKey key) {
        return !cases.getOrDefault(id, key).equals(key);
    }

    void belong(EventId id, CaseKey key) {
        cases.put(id, key);
    }
}
