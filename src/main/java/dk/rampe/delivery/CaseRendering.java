package dk.rampe.delivery;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.Ending;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Participation;
import dk.rampe.participation.PersonalField;
import dk.rampe.vault.Vault;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A case as the provider gets it: canonical JSON, the whole case as known at the event it is sent for. Of an erased case
 * nothing can be said but that, whatever the message was to tell.
 */
@Component
class CaseRendering implements MessageRendering {

    private static final Set<PersonalField> OF_THE_PERSON = Set.of(
            PersonalField.IDENTIFIER,
            PersonalField.GIVEN_NAMES,
            PersonalField.FAMILY_NAME,
            PersonalField.ADDRESS,
            PersonalField.PHONE,
            PersonalField.EMAIL);

    private final JdbcClient sql;
    private final EventLog events;
    private final Vault vault;
    private final ErasedNumbers erasedNumbers;
    private final ObjectMapper json;

    CaseRendering(JdbcClient sql, EventLog events, Vault vault, ErasedNumbers erasedNumbers, ObjectMapper json) {
        this.sql = sql;
        this.events = events;
        this.vault = vault;
        this.erasedNumbers = erasedNumbers;
        this.json = json;
    }

    /** @param erasure null unless it has been erased */
    private record Case(
            UUID id, String municipality, String caseNumber, String programme, UUID previous, UUID erasure) {

        boolean isErased() {
            return erasure != null;
        }
    }

    @Override
    public Set<Delivery.Kind> kinds() {
        return Set.of(Delivery.Kind.CASE);
    }

    @Override
    public Map<UUID, ObjectNode> render(List<Delivery> deliveries) {
        Set<UUID> participations =
                deliveries.stream().map(Delivery::participationId).collect(toSet());
        Map<UUID, Case> cases = find(participations);
        Map<UUID, List<Event>> histories = events.of(participations);
        Map<UUID, Participation> known = new HashMap<>();
        for (Delivery delivery : deliveries) {
            if (!cases.get(delivery.participationId()).isErased()) {
                // what takes effect later than today is told now, and not taken back by a message in between
                known.put(
                        delivery.id(),
                        Participation.of(
                                histories.get(delivery.participationId()), LocalDate.MAX, delivery.eventNumber()));
            }
        }
        Map<Long, JsonNode> personal = personal(deliveries, known);
        return deliveries.stream()
                .collect(toMap(
                        Delivery::id,
                        delivery -> render(
                                delivery,
                                cases.get(delivery.participationId()),
                                histories.get(delivery.participationId()),
                                known.get(delivery.id()),
                                personal)));
    }

    private ObjectNode render(
            Delivery delivery,
            Case about,
            List<Event> history,
            Participation participation,
            Map<Long, JsonNode> personal) {
        Event sentFor = history.stream()
                .filter(event ->
                        about.isErased() ? event.kind() == Kind.ERASED : event.number() == delivery.eventNumber())
                .findFirst()
                .orElseThrow();
        ObjectNode message = json.createObjectNode()
                .put("schemaVersion", "1")
                .put("messageId", delivery.id().toString());
        message.putObject("sentFor")
                .put("kind", sentFor.kind().name())
                .put("occurredOn", sentFor.occurredOn().toString())
                .put("number", sentFor.number());
        message.put("participationId", delivery.participationId().toString())
                .put("programme", about.programme())
                .put("municipality", about.municipality());
        if (about.isErased()) {
            erasedNumbers.of(about.erasure()).ifPresent(number -> message.put("caseNumber", number));
            return message.put("erased", true);
        }
        message.put("caseNumber", about.caseNumber());
        if (about.previous() != null) {
            message.put("previousParticipationId", about.previous().toString());
        }
        facts(message, participation);
        personal(message, participation, personal);
        return message;
    }

    private void facts(ObjectNode message, Participation participation) {
        message.put("referredOn", participation.referredOn().toString())
                .put("targetGroup", participation.targetGroup());
        putIfThere(message, "situation", participation.situation());
        putIfThere(message, "flexJobGrantedOn", participation.flexJobGrantedOn());
        if (participation.weeklyMinutesGranted() != null) {
            message.put("weeklyMinutesGranted", participation.weeklyMinutesGranted());
        }
        message.put("protected", participation.isProtected());
        if (participation.endedAs(Ending.Kind.WITHDRAWN)) {
            message.put("withdrawn", true);
        }
        if (participation.registeredInError()) {
            message.put("registeredInError", true);
        }
    }

    /** By event; all that a message may hold, opened at once for each partner. */
    private Map<Long, JsonNode> personal(List<Delivery> deliveries, Map<UUID, Participation> known) {
        Map<String, Map<UUID, Set<Long>>> wanted = new HashMap<>();
        for (Delivery delivery : deliveries) {
            Participation participation = known.get(delivery.id());
            if (participation != null) {
                wanted.computeIfAbsent(delivery.partner(), none -> new HashMap<>())
                        .computeIfAbsent(delivery.participationId(), none -> new HashSet<>())
                        .addAll(participation.personalSources().values());
            }
        }
        Map<Long, JsonNode> personal = new HashMap<>();
        wanted.forEach((partner, sources) -> personal.putAll(vault.openAll(sources, partner, "case")));
        return personal;
    }

    private void personal(ObjectNode message, Participation participation, Map<Long, JsonNode> entries) {
        Map<PersonalField, Long> sources = participation.personalSources();
        ObjectNode person = message.putObject("person");
        for (PersonalField field : PersonalField.values()) {
            Long source = sources.get(field);
            JsonNode entry = source == null ? null : entries.get(source);
            if (entry != null && entry.hasNonNull(field.canonicalName()) && field != PersonalField.CONTACT_PERSON) {
                ObjectNode target = OF_THE_PERSON.contains(field) ? person : message;
                target.set(field.canonicalName(), entry.get(field.canonicalName()));
            }
        }
    }

    private Map<UUID, Case> find(Set<UUID> participations) {
        return sql.sql("""
                        select p.id, p.municipality, p.case_number, p.programme, before.id as previous, p.erasure_id as erasure
                        from participation p left join participation before
                          on (before.municipality, before.case_number, before.programme, before.occurrence)
                           = (p.municipality, p.case_number, p.programme, p.occurrence - 1)
                        where p.id = any(?)""").param(participations.toArray(UUID[]::new)).query(Case.class).list().stream()
                .collect(toMap(Case::id, one -> one));
    }

    private static void putIfThere(ObjectNode message, String field, Object value) {
        if (value != null) {
            message.put(field, value.toString());
        }
    }
}
