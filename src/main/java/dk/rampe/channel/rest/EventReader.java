package dk.rampe.channel.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.mapping.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The events of a body, within limits that hold before anything is taken. */
final class EventReader {

    static final int MOST_BYTES = 1 << 20;
    static final int MOST_EVENTS = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder(StrictJson.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventReader() {}

    /** @throws ApiProblem 400 for no JSON, 413 for too much of it */
    static List<JsonNode> read(InputStream body) throws IOException {
        byte[] content = body.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw ApiProblem.tooMuch("The body is larger than 1 MiB. Send fewer events at a time.");
        }
        JsonNode read = parse(content);
        if (read.isObject()) {
            return List.of(read);
        }
        if (!read.isArray()) {
            throw ApiProblem.malformed();
        }
        if (read.size() > MOST_EVENTS) {
            throw ApiProblem.tooMuch("More than 1,000 events. Send fewer at a time.");
        }
        List<JsonNode> events = new ArrayList<>();
        read.forEach(events::add);
        return events;
    }

    private static JsonNode parse(byte[] content) throws IOException {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw ApiProblem.malformed();
        }
    }
}
