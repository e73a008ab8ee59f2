package dk.rampe.rights;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.participation.Event;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Participation;
import dk.rampe.participation.PersonalField;
import dk.rampe.rights.CitizensView.Field;
import dk.rampe.submission.CaseTrail.Case;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the personal half of a participation says, in words. A referral that was told anew with another person number may
 * have been somebody else's by mistake: such a version is told to nobody.
 */
final class PersonalHalf {

    private static final String IDENTIFIER = PersonalField.IDENTIFIER.canonicalName();

    private final Case of;
    private final Map<Long, JsonNode> entries;
    private final boolean withheld;

    /** @param opened by the number of the event */
    PersonalHalf(Case of, Map<Long, JsonNode> opened) {
        this.of = of;
        Set<Long> others = othersVersions(opened);
        this.entries = opened.entrySet().stream()
                .filter(entry -> !others.contains(entry.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.withheld = entries.size() < opened.size();
    }

    /** Whether there is a version that is told to nobody. */
    boolean isWithheld() {
        return withheld;
    }

    private Set<Long> othersVersions(Map<Long, JsonNode> opened) {
        Map<Long, Fate> fates = Fate.of(of.history());
        Set<JsonNode> own = of.history().stream()
                .filter(event ->
                        fates.get(event.number()).what() == Fate.What.COUNTS || event.kind() == Kind.IDENTIFIER_CHANGED)
                .filter(event -> opened.containsKey(event.number()))
                .map(event -> opened.get(event.number()).path(IDENTIFIER))
                .filter(JsonNode::isObject)
                .collect(toSet());
        return of.history().stream()
                .filter(event -> event.kind() == Kind.REFERRED)
                .filter(event -> fates.get(event.number()).what() == Fate.What.REPLACED)
                .map(Event::number)
                .filter(opened::containsKey)
                .filter(number -> !own.contains(opened.get(number).path(IDENTIFIER)))
                .collect(toSet());
    }

    /** Each field that was ever told, as it is now and as it was. */
    List<Field> fields() {
        Map<PersonalField, Long> sources =
                Participation.of(of.history(), LocalDate.MAX, Long.MAX_VALUE).personalSources();
        List<Field> fields = new ArrayList<>();
        for (PersonalField field : PersonalField.values()) {
            Long source = sources.get(field);
            String now = source == null ? null : value(source, field.canonicalName());
            Map<String, LocalDate> others = new LinkedHashMap<>();
            of.history().stream()
                    .sorted(Comparator.comparing(Event::occurredOn).thenComparing(Event::number))
                    .forEach(event -> {
                        String value = value(event.number(), field.canonicalName());
                        if (value != null && !value.equals(now)) {
                            others.putIfAbsent(value, event.occurredOn());
                        }
                    });
            if (now != null || !others.isEmpty()) {
                fields.add(new Field(
                        Danish.word("field", field.canonicalName()),
                        now == null ? "ikke oplyst" : now,
                        others.entrySet().stream()
                                .map(other -> other.getKey() + " (oplyst pr. " + Danish.date(other.getValue()) + ")")
                                .toList()));
            }
        }
        return fields;
    }

    /** What an event tells besides the fields: why it was withdrawn, where the job is, who is the contact person. */
    Stream<String> besides(Event event) {
        return Stream.of("withdrawnReason", "employerCvr", "contactPerson")
                .filter(name -> value(event.number(), name) != null)
                .map(name -> Danish.word("field", name) + ": " + value(event.number(), name));
    }

    private String value(long event, String field) {
        JsonNode entry = entries.get(event);
        if (entry == null || !entry.hasNonNull(field)) {
            return null;
        }
        JsonNode value = entry.get(field);
        if (field.equals(IDENTIFIER)) {
            return identifier(value);
        }
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(part.asText()));
            return String.join(", ", parts);
        }
        return value.asText();
    }

    private static String identifier(JsonNode identifier) {
        String type = identifier.path("type").asText();
        String number = identifier.path("value").asText();
        String hyphenated = number.length() == 10 ? number.substring(0, 6) + "-" + number.substring(6) : number;
        return switch (type) {
            case "CPR" -> hyphenated;
            case "UNKNOWN" -> Danish.word("identifier", type);
            default -> hyphenated + ", " + Danish.word("identifier", type);
        };
    }
}
