package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CanonicalSchemas SCHEMAS = CanonicalSchemas.load(Samples.MAPPINGS);
    private static final String UUID = "01c4158b-a69a-40a1-a204-c64e60ae9eb0";

    @Test
    void aCaseForTheProviderIsHeldAgainstItsSchema() throws JsonProcessingException {
        ObjectNode sent = json("""
                {"schemaVersion": "1", "messageId": "%1$s", "participationId": "%1$s", "programme": "rampen",
                 "sentFor": {"kind": "REFERRED", "occurredOn": "2023-01-12", "number": 17},
                 "municipality": "740", "caseNumber": "740-2023-00083", "referredOn": "2023-01-12",
                 "targetGroup": "PRIMARY", "situation": "UNEMPLOYED_FLEXJOB", "flexJobGrantedOn": "2022-05-15",
                 "weeklyMinutesGranted": 300, "considerations": "Ro", "protected": true,
                 "person": {"identifier": {"value": "8612952287", "type": "REPLACEMENT"}, "givenNames": "Henrik",
                            "familyName": "Attrup", "phone": "24280600"},
                 "caseworker": {"name": "Bente Sagbo"}, "previousParticipationId": "%1$s"}
                """);
        assertThat(breaches("case", sent)).isEmpty();

        sent.put("note", "x").remove("protected");
        sent.withObject("/person").put("phone", "x");
        assertThat(breaches("case", sent))
                .containsExactlyInAnyOrder("UNKNOWN_FIELD", "EMPTY protected", "BREAKS_SCHEMA person.phone");
    }

    @Test
    void aRejectionForTheProviderIsHeldAgainstItsSchema() throws JsonProcessingException {
        ObjectNode sent = json("""
                {"schemaVersion": "1", "eventId": "%s",
                 "faults": [{"code": "R-1301", "field": "kind", "text": "Ret.", "textEn": "Correct it."}]}
                """);
        assertThat(breaches("rejection", sent)).isEmpty();

        sent.putArray("faults");
        assertThat(breaches("rejection", sent)).containsExactly("OUT_OF_RANGE faults");
    }

    @Test
    void nothingIncompleteGoesOutAndTheErrorHoldsNoValue() throws JsonProcessingException {
        DocumentFormat status = Mappings.load(Samples.MAPPINGS).outgoing("silkeborg", "status");
        ObjectNode header = json("{\"documentId\": \"%s\", \"madeAt\": \"2023-06-30T06:00:00+02:00\", \"count\": 1}");
        JsonNode record = json("{\"caseNumber\": \"740-1\", \"statusId\": \"%s\", \"status\": \"GONE\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> status.write(header, List.of(record).iterator(), OutputStream.nullOutputStream()))
                .withMessageContaining("status UNKNOWN_CODE")
                .withMessageContaining("date EMPTY")
                .withMessageNotContaining("GONE");
    }

    private static List<String> breaches(String schema, JsonNode record) {
        return SCHEMAS.schema(schema, "").breaches(record).stream()
                .map(breach -> (breach.code() + " " + breach.path()).strip())
                .toList();
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.formatted(UUID));
    }
}
