package dk.rampe.submission;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.MessageRendering;
import dk.rampe.mapping.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What tells a provider that an event could not be taken, and why. */
@Component
class RejectionRendering implements MessageRendering {

    private final Ledger ledger;
    private final Lines lines;

    RejectionRendering(Ledger ledger, Lines lines) {
        this.ledger = ledger;
        this.lines = lines;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.REJECTION);
    }

    @Override
    public Map<UUID, ObjectNode> render(List<Delivery> deliveries) {
        return deliveries.stream().collect(toMap(Delivery::id, this::render));
    }

    private ObjectNode render(Delivery delivery) {
        Submission submission = ledger.find(delivery.submissionId());
        List<Fault> faults = new ArrayList<>(ledger.faults(submission.id()));
        lines.answers(submission.id(), null, delivery.madeAt()).forEach(answer -> faults.addAll(answer.faults()));
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("schemaVersion", "1");
        if (submission.sendersId() != null) {
            message.put("eventId", submission.sendersId());
        }
        ArrayNode list = message.putArray("faults");
        for (Fault fault : faults) {
            ObjectNode entry = list.addObject().put("code", fault.code());
            if (fault.field() != null) {
                entry.put("field", fault.field());
            }
            entry.put("text", fault.text(Locale.forLanguageTag("da"))).put("textEn", fault.text(Locale.ENGLISH));
        }
        return message;
    }
}
