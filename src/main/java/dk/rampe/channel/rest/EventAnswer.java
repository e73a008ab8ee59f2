package dk.rampe.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.ProgressOutcome;
import java.util.List;
import java.util.UUID;

/** What became of one event; canonical schema {@code progress-outcome}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventAnswer(UUID eventId, Outcome outcome, List<FaultText> faults) {

    static EventAnswer of(JsonNode event, ProgressOutcome outcome) {
        return new EventAnswer(
                eventId(event),
                outcome.outcome(),
                outcome.faults().stream().map(FaultText::of).toList());
    }

    /** Nothing but an id of the agreed form is said back. */
    private static UUID eventId(JsonNode event) {
        try {
            return UUID.fromString(event.path("eventId").asText());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
