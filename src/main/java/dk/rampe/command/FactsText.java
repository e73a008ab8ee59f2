package dk.rampe.command;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.mapping.PersonNumbers;
import dk.rampe.participation.Event;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.PersonalField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The facts of a case's events in a few words: codes, dates, minutes, scores. A provider's own word, such as the id of
 * a placement, is not shown; placements are counted instead.
 */
final class FactsText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Behind the number, or before the date. */
    private static final Map<String, String> WORDS =
            Map.of("weeklyMinutes", "min/week", "minutes", "min", "flexJobGrantedOn", "granted");

    private final List<String> placements = new ArrayList<>();

    String of(Event event) {
        try {
            return JSON.readTree(FactsJson.write(event.facts())).properties().stream()
                    .sorted(comparing(fact -> !fact.getValue().isTextual()))
                    .map(fact -> said(fact.getKey(), fact.getValue()))
                    .filter(said -> !said.isEmpty())
                    .collect(joining(", "));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts that were just written cannot be read");
        }
    }

    private String said(String name, JsonNode value) {
        String word = WORDS.getOrDefault(name, name);
        if (name.equals("placementId")) {
            return "placement " + number(value.asText());
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? word : "not " + word;
        }
        if (value.isNumber()) {
            return word.equals(name) ? name + " " + value.asText() : value.asText() + " " + word;
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(joining(" "));
        }
        String text = value.asText();
        if (DATE.matcher(text).matches()) {
            return word + " " + text;
        }
        boolean code = CODE.matcher(text).matches() && !PersonNumbers.areIn(text);
        return code || PersonalField.named(text).isPresent() ? text : "";
    }

    private int number(String placementId) {
        if (!placements.contains(placementId)) {
            placements.add(placementId);
        }
        return placements.indexOf(placementId) + 1;
    }
}
