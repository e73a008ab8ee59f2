package dk.rampe.channel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.rampe.mapping.Mappings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The OpenAPI 3.1 document: paths from {@code openapi.yaml}, and as {@code components/schemas} the canonical JSON
 * Schemas that they refer to, word for word but for the form of their references.
 */
@Component
class OpenApi {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final Pattern CANONICAL = Pattern.compile("urn:rampe:(?<schema>[a-z-]+)(#/\\$defs/(?<part>\\w+))?");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final byte[] document;

    OpenApi(Mappings mappings) throws IOException {
        try (InputStream paths = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            ObjectNode read = (ObjectNode) new YAMLMapper().readTree(paths);
            read.withObject("/components").set("schemas", referredTo(read, byComponent(mappings.canonicalSchemas())));
            document = (JSON.writeValueAsString(read) + '\n').getBytes(StandardCharsets.UTF_8);
        }
    }

    byte[] document() {
        return document;
    }

    /** Those that the paths name, and those that these name in turn, in the order of their names. */
    private static ObjectNode referredTo(JsonNode paths, Map<String, ObjectNode> all) {
        Map<String, JsonNode> found = new TreeMap<>();
        Deque<JsonNode> toRead = new ArrayDeque<>();
        toRead.add(paths);
        while (!toRead.isEmpty()) {
            toRead.remove().findValuesAsText("$ref").stream()
                    .filter(reference -> reference.startsWith(COMPONENTS))
                    .map(reference -> reference.substring(COMPONENTS.length()))
                    .forEach(name -> {
                        if (found.putIfAbsent(name, all.get(name)) == null) {
                            toRead.add(all.get(name));
                        }
                    });
        }
        ObjectNode schemas = JSON.createObjectNode();
        found.forEach(schemas::set);
        return schemas;
    }

    /** {@code progress-outcome} is the component ProgressOutcome; a part that several share is one of its own. */
    private static Map<String, ObjectNode> byComponent(Map<String, JsonNode> canonical) {
        Map<String, ObjectNode> components = new HashMap<>();
        canonical.forEach((name, schema) -> {
            ObjectNode component = (ObjectNode) schema;
            component.remove("$schema");
            component.remove("$id");
            JsonNode parts = component.remove("$defs");
            refer(component, name);
            components.put(component(name), component);
            if (parts != null) {
                refer(parts, name);
                parts.fields()
                        .forEachRemaining(
                                part -> components.put(component(part.getKey()), (ObjectNode) part.getValue()));
            }
        });
        return components;
    }

    private static void refer(JsonNode schema, String within) {
        if (schema instanceof ObjectNode object && object.path("$ref").isTextual()) {
            String reference = object.get("$ref").textValue();
            object.put(
                    "$ref",
                    COMPONENTS + component(reference.startsWith("#") ? "urn:rampe:" + within + reference : reference));
        }
        schema.forEach(child -> refer(child, within));
    }

    private static String component(String name) {
        Matcher canonical = CANONICAL.matcher(name);
        String own = name;
        if (canonical.matches()) {
            own = canonical.group("part") == null ? canonical.group("schema") : canonical.group("part");
        }
        return Arrays.stream(own.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
