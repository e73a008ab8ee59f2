package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One canonical record's schema, speaking in our own codes: the validator's own messages may hold values. */
final class CanonicalSchema {

    /** @param path dotted, e.g. {@code person.phone}; empty for the record as a whole */
    record Breach(String path, FaultCode code, Map<String, String> details) {}

    private final JsonSchema schema;
    private final JsonNode definition;
    private final CanonicalSchemas schemas;

    CanonicalSchema(JsonSchema schema, JsonNode definition, CanonicalSchemas schemas) {
        this.schema = schema;
        this.definition = definition;
        this.schemas = schemas;
    }

    boolean has(String path) {
        return !definition(path).isMissingNode();
    }

    /** The values a coded field may have. */
    List<String> allowed(String path) {
        List<String> values = new ArrayList<>();
        definition(path).path("enum").forEach(value -> values.add(value.asText()));
        return values;
    }

    /** Every field at most once, in the order found. */
    List<Breach> breaches(JsonNode record) {
        Map<String, Breach> found = new LinkedHashMap<>();
        List<ValidationMessage> misplaced = new ArrayList<>();
        for (ValidationMessage message : schema.validate(record)) {
            if (condition(message) != null) {
                misplaced.add(message);
            } else {
                Breach breach = breach(message, record);
                found.putIfAbsent(breach.path() + breach.details().getOrDefault("position", ""), breach);
            }
        }
        for (ValidationMessage message : misplaced) {
            if (!found.containsKey(dotted(message.getInstanceLocation()))) {
                String field = condition(message);
                found.putIfAbsent(field, new Breach(field, FaultCode.CONTRADICTION, Map.of()));
            }
        }
        return List.copyOf(found.values());
    }

    /** The field that may only stand there together with another ({@code dependentSchemas}), or null. */
    private static String condition(ValidationMessage message) {
        JsonNodePath path = message.getEvaluationPath();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            if ("dependentSchemas".equals(path.getElement(i))) {
                return String.valueOf(path.getElement(i + 1));
            }
        }
        return null;
    }

    private Breach breach(ValidationMessage message, JsonNode record) {
        String path = dotted(message.getInstanceLocation());
        if (message.getEvaluationPath().contains("anyOf")) {
            return new Breach("", FaultCode.CASE_NOT_NAMED, Map.of());
        }
        return switch (message.getType()) {
            case "required", "dependentRequired" ->
                new Breach(join(path, message.getProperty()), FaultCode.EMPTY, Map.of());
            case "minLength" -> new Breach(path, FaultCode.EMPTY, Map.of());
            case "additionalProperties" ->
                new Breach(
                        path,
                        FaultCode.UNKNOWN_FIELD,
                        Map.of("position", position(message.getProperty(), at(record, message.getInstanceLocation()))));
            case "enum", "const" -> new Breach(path, FaultCode.UNKNOWN_CODE, Map.of("list", lastName(path)));
            case "type" -> new Breach(path, wrongType(message), typeDetails(message));
            case "format" ->
                "date".equals(message.getSchemaNode().asText())
                        ? new Breach(path, FaultCode.NOT_A_DATE, Map.of("format", "yyyy-MM-dd"))
                        : new Breach(path, FaultCode.BREAKS_SCHEMA, Map.of());
            case "minimum", "maximum" -> new Breach(path, FaultCode.OUT_OF_RANGE, range(path, "minimum", "maximum"));
            case "minItems", "maxItems" ->
                new Breach(path, FaultCode.OUT_OF_RANGE, range(path, "minItems", "maxItems"));
            case "maxLength" ->
                new Breach(
                        path,
                        FaultCode.TOO_LONG,
                        Map.of("max", definition(path).path("maxLength").asText()));
            case "false" -> new Breach(path, FaultCode.CONTRADICTION, Map.of());
            default -> new Breach(path, FaultCode.BREAKS_SCHEMA, Map.of());
        };
    }

    private static FaultCode wrongType(ValidationMessage message) {
        return switch (message.getSchemaNode().asText()) {
            case "boolean" -> FaultCode.NOT_YES_OR_NO;
            case "integer", "number" -> FaultCode.NOT_A_NUMBER;
            default -> FaultCode.BREAKS_SCHEMA;
        };
    }

    private static Map<String, String> typeDetails(ValidationMessage message) {
        return wrongType(message) == FaultCode.NOT_YES_OR_NO ? Map.of("yes", "true", "no", "false") : Map.of();
    }

    private Map<String, String> range(String path, String min, String max) {
        JsonNode field = definition(path);
        if (field.has("items") && !min.endsWith("Items")) {
            field = field.get("items");
        }
        return Map.of("min", field.path(min).asText(), "max", field.path(max).asText());
    }

    /** Fields of a list's items are addressed through the list: {@code faults.code}. */
    private JsonNode definition(String path) {
        JsonNode node = definition;
        for (String name : path.split("\\.")) {
            if (!name.isEmpty()) {
                JsonNode object = node.has("items") ? schemas.resolve(node.get("items")) : node;
                node = schemas.resolve(object.path("properties").path(name));
            }
        }
        return node;
    }

    /** List indexes are left out: {@code items}, not {@code items.3}. */
    private static String dotted(JsonNodePath location) {
        String path = "";
        for (int i = 0; i < location.getNameCount(); i++) {
            if (location.getElement(i) instanceof String name) {
                path = join(path, name);
            }
        }
        return path;
    }

    private static JsonNode at(JsonNode record, JsonNodePath location) {
        JsonNode node = record;
        for (int i = 0; i < location.getNameCount(); i++) {
            node = location.getElement(i) instanceof Integer index ? node.path(index) : node.path(location.getName(i));
        }
        return node;
    }

    /** A name we do not know may be anything, so it is told by where it stands. */
    private static String position(String unknown, JsonNode parent) {
        int position = 1;
        for (Iterator<String> names = parent.fieldNames(); names.hasNext(); position++) {
            if (names.next().equals(unknown)) {
                break;
            }
        }
        return String.valueOf(position);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
