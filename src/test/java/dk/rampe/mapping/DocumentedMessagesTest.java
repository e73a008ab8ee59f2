package dk.rampe.mapping;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/participant-model.md tells of every canonical schema, and tells the truth. */
class DocumentedMessagesTest {

    private static final Path CANONICAL = Samples.MAPPINGS.resolve("canonical");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CanonicalSchemas SCHEMAS = CanonicalSchemas.load(Samples.MAPPINGS);
    private static final String SHARED = "common";

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\\n(.*?)```");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\|");
    private static final Pattern FIELD = Pattern.compile("`([A-Za-z.]+)`(\\*?)");

    static Stream<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(CANONICAL)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".schema.json", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> messages() throws IOException {
        return schemas().filter(name -> !name.equals(SHARED));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageHasExamplesThatKeepItsSchema(String message) throws IOException {
        CanonicalSchema schema = SCHEMAS.schema(message, "");
        String section = sections().get(message);
        assertThat(EXAMPLE.matcher(section).results()).isNotEmpty().allSatisfy(example -> assertThat(
                        schema.breaches(JSON.readTree(example.group(1))))
                .as(example.group(1))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theTableNamesExactlyTheFieldsOfTheSchemaAndWhichAreAlwaysThere(String name) throws IOException {
        assertThat(documented(sections().get(name))).isEqualTo(fields(name));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyCodeIsOnThePage(String name) throws IOException {
        String page = page();
        for (JsonNode list : schema(name).findValues("enum")) {
            list.forEach(code -> assertThat(page).containsPattern("\\b" + code.asText() + "\\b"));
        }
    }

    @Test
    void nobodyCanHaveThePersonNumbersOfTheExamples() throws IOException {
        assertThat(Pattern.compile("\\d{10}").matcher(page()).results())
                .isNotEmpty()
                .allSatisfy(number -> assertThat(Cpr.of(number.group())).isNull());
    }

    private static Map<String, String> sections() throws IOException {
        return Arrays.stream(page().split("(?m)^## "))
                .collect(toMap(section -> section.lines().findFirst().orElse(""), section -> section));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "participant-model.md"));
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(CANONICAL.resolve(name + ".schema.json").toFile());
    }

    /** Whether it is always there, by field. */
    private static Map<String, Boolean> documented(String section) {
        Map<String, Boolean> fields = new TreeMap<>();
        ROW.matcher(section)
                .results()
                .flatMap(row -> FIELD.matcher(row.group(1)).results())
                .forEach(field -> fields.put(field.group(1), !field.group(2).isEmpty()));
        return fields;
    }

    private static Map<String, Boolean> fields(String name) throws IOException {
        Map<String, Boolean> fields = new TreeMap<>();
        JsonNode schema = schema(name);
        collect(schema, "", fields);
        schema.path("$defs").properties().forEach(shared -> {
            fields.put(shared.getKey(), false);
            collect(shared.getValue(), shared.getKey() + ".", fields);
        });
        return fields;
    }

    /** What is shared is documented where it is shared. */
    private static void collect(JsonNode schema, String path, Map<String, Boolean> fields) {
        schema.path("properties").properties().forEach(property -> {
            String name = path + property.getKey();
            boolean required = schema.path("required").valueStream().anyMatch(one -> one.asText()
                    .equals(property.getKey()));
            fields.put(name, required);
            collect(property.getValue(), name + ".", fields);
            collect(property.getValue().path("items"), name + ".", fields);
        });
    }
}
