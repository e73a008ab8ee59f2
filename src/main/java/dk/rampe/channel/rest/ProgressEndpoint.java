package dk.rampe.channel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.ProgressEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a provider's progress events, one or many. */
@RestController
class ProgressEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressEndpoint.class);

    private final ProgressEvents events;

    ProgressEndpoint(ProgressEvents events) {
        this.events = events;
    }

    /**
     * Each event is committed by itself and in its turn. Should the hub fail on the way, the caller sends all of them
     * again: those that were taken are known by their ids.
     */
    @PostMapping(
            path = "/api/v1/progress",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    List<EventAnswer> take(HttpServletRequest request, Caller caller) throws IOException {
        List<EventAnswer> answers = new ArrayList<>();
        for (JsonNode event : EventReader.read(request.getInputStream())) {
            answers.add(EventAnswer.of(event, events.take(caller.provider(), "REST", event)));
        }
        var counts = answers.stream()
                .map(EventAnswer::outcome)
                .collect(Collectors.groupingBy(Function.<Outcome>identity(), Collectors.counting()));
        LOG.info("{}: {} events over REST, {} ({})", caller, answers.size(), counts, Correlation.of(request));
        return answers;
    }
}
