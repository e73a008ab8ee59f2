package dk.rampe.participation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The provider's sample events, in the order of the file, by case number. */
public final class ProgressSample {

    private static final List<String> NOT_FACTS = List.of(
            "eventId",
            "municipality",
            "caseNumber",
            "kind",
            "occurredOn",
            "supersedes",
            "contactPerson",
            "employerCvr");

    private ProgressSample() {}

    public static Map<String, List<Event>> byCase() {
        Map<String, List<Event>> cases = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ProgressSample.class.getResourceAsStream("progress.jsonl"), StandardCharsets.UTF_8))) {
            long number = 1000;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode node = (ObjectNode) new JsonMapper().readTree(line);
                cases.computeIfAbsent(node.get("caseNumber").asText(), any -> new ArrayList<>())
                        .add(event(node, ++number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static Event event(ObjectNode node, long number) {
        JsonNode supersedes = node.get("supersedes");
        return new Event(
                number,
                node.get("eventId").asText(),
                Kind.valueOf(node.get("kind").asText()),
                LocalDate.parse(node.get("occurredOn").asText()),
                null,
                supersedes == null ? null : supersedes.asText(),
                FactsJson.read(node.deepCopy().remove(NOT_FACTS).toString()));
    }
}
