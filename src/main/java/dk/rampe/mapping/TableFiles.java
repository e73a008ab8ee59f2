package dk.rampe.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads field tables and holds each against {@code mapping.schema.json}. */
final class TableFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    private final JsonSchema schema;

    TableFiles(JsonSchema schema) {
        this.schema = schema;
    }

    Table read(Path file) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            Set<ValidationMessage> problems = schema.validate(tree);
            if (!problems.isEmpty()) {
                throw new InvalidMapping(
                        file,
                        null,
                        problems.stream().map(ValidationMessage::getMessage).collect(Collectors.joining("; ")));
            }
            Table table = YAML.treeToValue(tree, Table.class);
            if (!file.getFileName().toString().equals(table.message() + ".yaml")) {
                throw new InvalidMapping(file, "message", "must be the file's name");
            }
            return table;
        } catch (JsonProcessingException e) {
            throw new InvalidMapping(file, null, e.getOriginalMessage() + " at line " + lineOf(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lineOf(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }
}
