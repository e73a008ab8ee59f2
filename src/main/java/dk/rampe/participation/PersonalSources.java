package dk.rampe.participation;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which event's personal entry counts for each field. A change is told about a referral that is there already, so it
 * counts even when it takes effect before the date of the referral.
 */
final class PersonalSources {

    private final Map<PersonalField, Long> told = new EnumMap<>(PersonalField.class);
    private final Map<PersonalField, Long> changed = new EnumMap<>(PersonalField.class);

    void referred(Event event) {
        PersonalField.OF_A_REFERRAL.forEach(field -> told.put(field, event.number()));
    }

    void changed(PersonalField field, Event event) {
        changed.put(field, event.number());
    }

    /** @param canonicalName of a field; one that is not known changes nothing */
    void changed(String canonicalName, Event event) {
        PersonalField.named(canonicalName).ifPresent(field -> changed(field, event));
    }

    Map<PersonalField, Long> counting() {
        Map<PersonalField, Long> counting = new EnumMap<>(told);
        counting.putAll(changed);
        return Map.copyOf(counting);
    }
}
