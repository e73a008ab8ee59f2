package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every incoming sample in {@code mappings/}: the file as the partner sent it, and what it must become. */
class IncomingSamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mappings MAPPINGS = Mappings.load(Samples.MAPPINGS);

    @TestFactory
    Stream<DynamicTest> everySampleBecomesWhatIsExpected() {
        return Samples.incoming().stream().map(sample -> DynamicTest.dynamicTest(sample.name(), () -> check(sample)));
    }

    private static void check(Samples.Sample sample) throws IOException {
        JsonNode expected = JSON.readTree(Files.readString(sample.folder().resolve("expected.json")));
        List<String> messages = new ArrayList<>();
        expected.path("messages").forEach(message -> messages.add(message.asText()));
        SubmissionFormat format = MAPPINGS.incoming(sample.partner(), messages);
        ObjectNode actual = read(format, sample.file("input"));
        actual.set("messages", expected.path("messages"));
        assertThat(actual.path("lines")).hasSameSizeAs(expected.path("lines"));
        for (int i = 0; i < expected.path("lines").size(); i++) {
            assertThat(actual.path("lines").get(i))
                    .isEqualTo(expected.path("lines").get(i));
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static ObjectNode read(SubmissionFormat format, Path input) throws IOException {
        byte[] content = Files.readAllBytes(input);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        try {
            result.set("header", described(format.check(new ByteArrayInputStream(content))));
            ArrayNode lines = result.putArray("lines");
            format.read(new ByteArrayInputStream(content), 0, line -> lines.add(described(line)));
        } catch (UnreadableSubmission e) {
            result.set("refused", described(e.faults()));
        }
        return JSON.readValue(result.toString(), ObjectNode.class);
    }

    private static ObjectNode described(Header header) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (header.sendersId() != null) {
            node.put("sendersId", header.sendersId());
        }
        if (header.stamp() != null) {
            node.put("stamp", header.stamp());
        }
        return node.put("lines", header.lines());
    }

    private static ObjectNode described(Line line) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("number", line.number());
        node.put("element", line.element());
        if (line.caseNumber() != null) {
            node.put("caseNumber", line.caseNumber());
        }
        if (line.record() != null) {
            node.set("record", line.record());
        }
        if (line.isEcho()) {
            node.put("echo", true);
        }
        if (!line.faults().isEmpty()) {
            node.set("faults", described(line.faults()));
        }
        return node;
    }

    private static ArrayNode described(List<Fault> faults) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        for (Fault fault : faults) {
            ObjectNode node = nodes.addObject().put("code", fault.code());
            if (fault.field() != null) {
                node.put("field", fault.field());
            }
        }
        return nodes;
    }
}
