package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JSON Schemas of {@code mappings/}, each found by its {@code $id}; nothing is ever fetched from elsewhere. */
final class CanonicalSchemas {

    private static final String PREFIX = "urn:rampe:";
    private static final String TABLES = PREFIX + "mapping";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig FORMATS_COUNT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final Map<String, JsonNode> schemas;
    private final JsonSchemaFactory factory;

    private CanonicalSchemas(Map<String, JsonNode> schemas) {
        this.schemas = schemas;
        Map<String, String> texts = schemas.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(texts)));
    }

    static CanonicalSchemas load(Path mappings) {
        try (Stream<Path> canonical = Files.list(mappings.resolve("canonical"))) {
            List<Path> files = Stream.concat(canonical, Stream.of(mappings.resolve("mapping.schema.json")))
                    .filter(file -> file.toString().endsWith(".schema.json"))
                    .toList();
            return new CanonicalSchemas(files.stream()
                    .map(CanonicalSchemas::parse)
                    .collect(Collectors.toMap(schema -> schema.path("$id").asText(), schema -> schema)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TableFiles tableFiles() {
        return new TableFiles(factory.getSchema(SchemaLocation.of(TABLES), FORMATS_COUNT));
    }

    /** By name, without those that describe the tables themselves. */
    Map<String, JsonNode> canonical() {
        return schemas.entrySet().stream()
                .filter(schema -> !schema.getKey().equals(TABLES))
                .collect(Collectors.toMap(
                        schema -> schema.getKey().substring(PREFIX.length()),
                        schema -> schema.getValue().deepCopy()));
    }

    boolean has(String name) {
        return schemas.containsKey(PREFIX + name);
    }

    /** @param pointer the part of the schema that is meant, e.g. {@code /properties/header}; empty: all of it */
    CanonicalSchema schema(String name, String pointer) {
        String id = PREFIX + name;
        String location = pointer.isEmpty() ? id : id + "#" + pointer;
        return new CanonicalSchema(
                factory.getSchema(SchemaLocation.of(location), FORMATS_COUNT), resolve(id + "#" + pointer), this);
    }

    /** Follows {@code $ref}s until there is none. */
    JsonNode resolve(String reference) {
        int hash = reference.indexOf('#');
        JsonNode node = schemas.get(reference.substring(0, hash)).at(reference.substring(hash + 1));
        return resolve(node, reference.substring(0, hash));
    }

    private JsonNode resolve(JsonNode node, String within) {
        if (!node.has("$ref")) {
            return node;
        }
        String reference = node.get("$ref").asText();
        return resolve(reference.startsWith("#") ? within + reference : reference);
    }

    /** As {@link #resolve(String)}, for a node whose reference, if any, names its file. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") && !node.get("$ref").asText().startsWith("#")
                ? resolve(node.get("$ref").asText())
                : node;
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidMapping(file, null, "not JSON");
        }
    }
}
