package dk.rampe.channel.rest;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.delivery.GroundFloor;
import dk.rampe.participation.Ending;
import dk.rampe.participation.Facts;
import dk.rampe.participation.Kind;
import dk.rampe.participation.PersonalField;
import dk.rampe.participation.Status;
import dk.rampe.submission.LineOutcome;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The canonical schemas are the one source: what the OpenAPI document, the enums and the records say beside them is the
 * same, in both directions.
 */
class NoDriftTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path CANONICAL = Path.of("mappings", "canonical");

    @Test
    void theComponentsOfTheOpenApiDocumentAreTheCanonicalSchemas() throws IOException {
        JsonNode components = JSON.readTree(new OpenApi(GroundFloor.mappings(Path.of("mappings"))).document())
                .at("/components/schemas");
        Set<String> expected = new TreeSet<>(
                Set.of("Case", "CasePage", "Problem", "Progress", "ProgressOutcome", "Rejection", "RejectionPage"));
        for (String name : expected) {
            String file = Pattern.compile("(?<=.)(?=[A-Z])")
                    .matcher(name)
                    .replaceAll("-")
                    .toLowerCase();
            assertThat(components.path(name)).as(name).isEqualTo(rewritten(file));
        }
        JsonNode common = rewritten("common").path("$defs");
        for (String name : names(components)) {
            if (!expected.contains(name)) {
                String part = Character.toLowerCase(name.charAt(0)) + name.substring(1);
                assertThat(components.path(name)).as(name).isEqualTo(common.path(part));
            }
        }
    }

    /** Of a file, with references as the document writes them. */
    private static JsonNode rewritten(String file) throws IOException {
        String text = Files.readString(CANONICAL.resolve(file + ".schema.json"));
        text = Pattern.compile("\"(urn:rampe:common)?#/\\$defs/(\\w)")
                .matcher(text)
                .replaceAll(part -> "\"#/components/schemas/" + part.group(2).toUpperCase());
        text = Pattern.compile("(\"\\$ref\": \")urn:rampe:(\\w)")
                .matcher(text)
                .replaceAll(whole ->
                        "\"\\$ref\": \"#/components/schemas/" + whole.group(2).toUpperCase());
        JsonNode schema = JSON.readTree(text);
        ((com.fasterxml.jackson.databind.node.ObjectNode) schema).remove(Set.of("$schema", "$id"));
        return schema;
    }

    @Test
    void everyKindIsToldByOneSide() throws IOException {
        Set<String> told = values(schema("progress").at("/properties/kind"));
        Set<String> sent = values(schema("case").at("/properties/sentFor/properties/kind"));
        assertThat(told).doesNotContainAnyElementsOf(sent);
        assertThat(union(told, sent)).isEqualTo(names(Kind.values()));
    }

    @Test
    void factsArePartOfWhatIsTold() throws IOException {
        Set<String> envelope =
                Set.of("eventId", "participationId", "municipality", "caseNumber", "kind", "occurredOn", "supersedes");
        Set<String> personal = Set.of("contactPerson", "employerCvr");
        Set<String> facts = names(schema("progress").path("properties"));
        facts.removeAll(union(envelope, personal));
        Set<String> referred = names(schema("referral").path("properties"));
        referred.removeAll(union(envelope, Set.of("person", "considerations", "caseworker", "referredOn")));
        referred.remove("weeklyMinutesGranted");
        // of the person, and of an update the name of what has changed
        assertThat(components(Facts.class)).isEqualTo(union(union(facts, referred), Set.of("protected", "field")));
    }

    @Test
    void personalFieldsAreThoseOfTheSchemas() throws IOException {
        Set<String> fields = Stream.of(PersonalField.values())
                .map(PersonalField::canonicalName)
                .collect(toCollection(TreeSet::new));
        Set<String> person = names(schema("referral").at("/properties/person/properties"));
        assertThat(person.remove("protected")).isTrue();
        assertThat(names(schema("case").at("/properties/person/properties"))).isEqualTo(person);
        assertThat(fields).isEqualTo(union(person, Set.of("considerations", "caseworker", "contactPerson")));
        assertThat(names(schema("case").path("properties"))).contains("considerations", "caseworker");
        assertThat(names(schema("progress").path("properties"))).contains("contactPerson");
    }

    @Test
    void statusesAndTheirReasonsAreThoseOfTheSchemas() throws Exception {
        JsonNode record = schema("status").at("/properties/records/items");
        assertThat(values(record.at("/properties/status"))).isEqualTo(names(Status.Code.values()));
        assertThat(names(Status.Code.values())).containsAll(names(Ending.Kind.values()));
        Set<String> reasons = new TreeSet<>();
        schema("progress").path("allOf").findValues("reason").forEach(reason -> reasons.addAll(values(reason)));
        assertThat(values(record.at("/properties/reason"))).isEqualTo(reasons);

        Class<?> status = Class.forName("dk.rampe.delivery.CaseStatus");
        Set<String> told = components(status);
        assertThat(told.remove("contactPersonFrom")).isTrue();
        assertThat(names(record.path("properties")))
                .isEqualTo(union(told, Set.of("caseNumber", "statusId", "contactPerson")));
        assertThat(names(record.at("/properties/job/properties")))
                .isEqualTo(components(Class.forName("dk.rampe.delivery.CaseStatus$Job")));
    }

    @Test
    void answersAreThoseOfTheSchemas() throws IOException {
        JsonNode outcome = schema("progress-outcome");
        assertThat(names(outcome.path("properties"))).isEqualTo(components(EventAnswer.class));
        assertThat(values(outcome.at("/properties/outcome"))).isEqualTo(names(LineOutcome.Outcome.values()));
        assertThat(values(schema("receipt").at("/properties/records/items/properties/outcome")))
                .isEqualTo(names(LineOutcome.Outcome.values()));
        assertThat(names(schema("common").at("/$defs/fault/properties"))).isEqualTo(components(FaultText.class));
        assertThat(names(schema("case-page").path("properties"))).isEqualTo(components(FetchEndpoint.CasePage.class));
        assertThat(names(schema("rejection-page").path("properties")))
                .isEqualTo(components(FetchEndpoint.RejectionPage.class));
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(CANONICAL.resolve(name + ".schema.json").toFile());
    }

    private static Set<String> values(JsonNode schema) {
        return StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(toCollection(TreeSet::new));
    }

    /** As JSON names them. */
    private static Set<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(NoDriftTest::nameOf)
                .collect(toCollection(TreeSet::new));
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
