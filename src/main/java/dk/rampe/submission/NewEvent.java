package dk.rampe.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.Event;
import dk.rampe.participation.Facts;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.Kind;
import dk.rampe.vault.Digests;
import java.time.LocalDate;

/**
 * An event that a record tells of, not yet stored.
 *
 * @param personal its personal half; empty when it has none
 */
record NewEvent(
        String key,
        Kind kind,
        LocalDate occurredOn,
        String stamp,
        String supersedes,
        Facts facts,
        ObjectNode personal) {

    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Keyed hashes of a text, different ones for different purposes. */
    interface Fingerprint {
        Digests of(String purpose, String text);
    }

    boolean isPersonal() {
        return !personal.isEmpty();
    }

    Event numbered(long number) {
        return new Event(number, key, kind, occurredOn, stamp, supersedes, facts);
    }

    /** By what the same telling is known again, in whatever order its fields are written. */
    Digests content(Fingerprint fingerprint) {
        return content(fingerprint, kind, occurredOn, supersedes, facts, personal);
    }

    /** The same for an event that is stored. */
    static Digests content(Fingerprint fingerprint, Event event, JsonNode personal) {
        return content(fingerprint, event.kind(), event.occurredOn(), event.supersedes(), event.facts(), personal);
    }

    private static Digests content(
            Fingerprint fingerprint,
            Kind kind,
            LocalDate occurredOn,
            String supersedes,
            Facts facts,
            JsonNode personal) {
        return fingerprint.of(
                "event",
                String.join(
                        "\n",
                        kind.name(),
                        occurredOn.toString(),
                        String.valueOf(supersedes),
                        FactsJson.write(facts),
                        inOrder(personal)));
    }

    /** The same text for the same fields, in whatever order they are written. */
    static String inOrder(JsonNode json) {
        try {
            return SORTED.writeValueAsString(SORTED.treeToValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read cannot be written");
        }
    }
}
