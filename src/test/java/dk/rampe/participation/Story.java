package dk.rampe.participation;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a case event by event, for tests; events are numbered in the order they are told and keyed {@code e<number>}.
 */
public final class Story {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final List<Event> events = new ArrayList<>();

    public static Story primary(String referredOn) {
        return new Story().referred(referredOn, "UNEMPLOYED_FLEXJOB");
    }

    public static Story sickListed(String referredOn) {
        return new Story().referred(referredOn, "SICK_LISTED_FLEXJOB");
    }

    public static Story relative(String referredOn) {
        return new Story()
                .tell(Kind.REFERRED, referredOn, "targetGroup", "RELATIVE")
                .key("referral");
    }

    public Story referred(String on, String situation) {
        return tell(Kind.REFERRED, on, "targetGroup", "PRIMARY", "situation", situation)
                .key("referral");
    }

    public Story assessed(String on, boolean accepted) {
        return tell(Kind.ASSESSED, on, "accepted", accepted);
    }

    public Story placed(String id, String placement, String on) {
        return tell(Kind.PLACEMENT_STARTED, on, "placementId", id, "placement", placement);
    }

    public Story leftPlacement(String id, String on) {
        return tell(Kind.PLACEMENT_ENDED, on, "placementId", id);
    }

    public Story measured(String on, String instrument, String wave, String what, Object answer) {
        return tell(Kind.MEASURED, on, "instrument", instrument, "wave", wave, what, answer);
    }

    /** @param facts names and values, by turns */
    public Story tell(Kind kind, String on, Object... facts) {
        long number = events.size() + 1L;
        events.add(new Event(number, "e" + number, kind, LocalDate.parse(on), null, null, facts(facts)));
        return this;
    }

    public Story key(String key) {
        Event last = removeLast();
        events.add(new Event(
                last.number(), key, last.kind(), last.occurredOn(), last.stamp(), last.supersedes(), last.facts()));
        return this;
    }

    public Story stamp(String stamp) {
        Event last = removeLast();
        events.add(new Event(
                last.number(), last.key(), last.kind(), last.occurredOn(), stamp, last.supersedes(), last.facts()));
        return this;
    }

    public Story supersedes(String key) {
        Event last = removeLast();
        events.add(
                new Event(last.number(), last.key(), last.kind(), last.occurredOn(), last.stamp(), key, last.facts()));
        return this;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public Participation asOf(String date) {
        return Participation.of(events, LocalDate.parse(date), Long.MAX_VALUE);
    }

    public static Facts facts(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return MAPPER.convertValue(facts, Facts.class);
    }

    private Event removeLast() {
        return events.remove(events.size() - 1);
    }
}
