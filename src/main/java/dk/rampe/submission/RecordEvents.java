package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.Facts;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which events a canonical record tells of, with facts and personal half taken apart. */
final class RecordEvents {

    static final String REFERRAL_KEY = "referral";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> CONTACT_FIELDS = List.of("phone", "email", "address", "givenNames", "familyName");
    private static final Set<String> PERSONAL_PROGRESS = Set.of("contactPerson", "employerCvr");
    private static final Set<String> ENVELOPE =
            Set.of("eventId", "participationId", "municipality", "caseNumber", "kind", "occurredOn", "supersedes");

    private RecordEvents() {}

    static List<NewEvent> of(Told told) {
        return switch (told.message()) {
            case "referral" -> List.of(referral(told));
            case "case-update" -> caseUpdate(told);
            case "progress" -> List.of(progress(told));
            default -> throw new IllegalArgumentException("no events are known for message " + told.message());
        };
    }

    private static NewEvent referral(Told told) {
        ObjectNode record = told.record();
        JsonNode person = record.path("person");
        ObjectNode facts = JSON.objectNode();
        copy(record, facts, "targetGroup", "situation", "flexJobGrantedOn");
        facts.set(
                "weeklyMinutes",
                record.path("weeklyMinutesGranted").isNumber() ? record.get("weeklyMinutesGranted") : null);
        facts.put("protected", person.path("protected").asBoolean());
        ObjectNode personal = JSON.objectNode();
        copy(person, personal, "identifier", "givenNames", "familyName", "address", "phone", "email");
        copy(record, personal, "considerations", "caseworker");
        return new NewEvent(
                REFERRAL_KEY, Kind.REFERRED, date(record, "referredOn"), told.stamp(), null, facts(facts), personal);
    }

    private static List<NewEvent> caseUpdate(Told told) {
        ObjectNode record = told.record();
        List<NewEvent> events = new ArrayList<>();
        for (String field : CONTACT_FIELDS) {
            if (record.has(field)) {
                events.add(update(
                        told, Kind.CONTACT_CHANGED, field, JSON.objectNode().put("field", field), field));
            }
        }
        if (record.has("protected")) {
            ObjectNode facts = JSON.objectNode();
            copy(record, facts, "protected");
            events.add(update(told, Kind.PROTECTION_CHANGED, "", facts, null));
        }
        if (record.has("caseworker")) {
            events.add(update(told, Kind.CASEWORKER_CHANGED, "", JSON.objectNode(), "caseworker"));
        }
        if (record.has("identifier")) {
            events.add(update(told, Kind.IDENTIFIER_CHANGED, "", JSON.objectNode(), "identifier"));
        }
        if (record.has("situation")) {
            ObjectNode facts = JSON.objectNode();
            copy(record, facts, "situation");
            events.add(update(told, Kind.SITUATION_CHANGED, "", facts, null));
        }
        if (record.path("withdrawn").asBoolean()) {
            events.add(update(told, Kind.WITHDRAWN, "", JSON.objectNode(), "withdrawnReason"));
        }
        if (record.path("registeredInError").asBoolean()) {
            events.add(update(told, Kind.REGISTERED_IN_ERROR, "", JSON.objectNode(), null));
        }
        return events;
    }

    private static NewEvent update(Told told, Kind kind, String field, ObjectNode facts, String personalField) {
        LocalDate effectiveOn = date(told.record(), "effectiveOn");
        ObjectNode personal = JSON.objectNode();
        if (personalField != null) {
            copy(told.record(), personal, personalField);
        }
        String key = String.join("/", kind.name(), field, effectiveOn.toString());
        return new NewEvent(key, kind, effectiveOn, told.stamp(), null, facts(facts), personal);
    }

    private static NewEvent progress(Told told) {
        ObjectNode facts = JSON.objectNode();
        ObjectNode personal = JSON.objectNode();
        told.record().fields().forEachRemaining(field -> {
            if (PERSONAL_PROGRESS.contains(field.getKey())) {
                personal.set(field.getKey(), field.getValue());
            } else if (!ENVELOPE.contains(field.getKey())) {
                facts.set(field.getKey(), field.getValue());
            }
        });
        return new NewEvent(
                told.text("eventId"),
                Kind.valueOf(told.text("kind")),
                date(told.record(), "occurredOn"),
                told.stamp(),
                told.text("supersedes"),
                facts(facts),
                personal);
    }

    private static Facts facts(ObjectNode facts) {
        return FactsJson.read(facts.toString());
    }

    private static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.hasNonNull(field)) {
                to.set(field, from.get(field));
            }
        }
    }

    private static LocalDate date(JsonNode record, String field) {
        return LocalDate.parse(record.path(field).textValue());
    }
}
