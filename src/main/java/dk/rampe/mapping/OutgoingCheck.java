package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;

/** Holds header and records against the canonical schema before they are written: nothing half-made goes out. */
record OutgoingCheck(CanonicalSchema header, CanonicalSchema record) {

    JsonNode checkedHeader(JsonNode node) {
        return checked(header, "header", node);
    }

    JsonNode checkedRecord(JsonNode node) {
        return checked(record, "record", node);
    }

    private static JsonNode checked(CanonicalSchema schema, String what, JsonNode node) {
        JsonNode present = withoutNulls(node.deepCopy());
        List<CanonicalSchema.Breach> breaches = schema.breaches(present);
        if (!breaches.isEmpty()) {
            throw new IllegalArgumentException(what + " breaks the canonical schema: "
                    + breaches.stream()
                            .map(breach -> breach.path() + " " + breach.code())
                            .toList());
        }
        return present;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Iterator<JsonNode> values = object.elements(); values.hasNext(); ) {
                if (values.next().isNull()) {
                    values.remove();
                }
            }
        }
        node.forEach(OutgoingCheck::withoutNulls);
        return node;
    }
}
