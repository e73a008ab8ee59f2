package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.Partners;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a jobcentre's service is told of one case, in the jobcentre's own form: the same bytes every time. */
@Component
public class StatusCalls {

    private final OwedStatuses owed;
    private final Partners partners;
    private final Mappings mappings;
    private final ObjectMapper json;

    StatusCalls(OwedStatuses owed, Partners partners, Mappings mappings, ObjectMapper json) {
        this.owed = owed;
        this.partners = partners;
        this.mappings = mappings;
        this.json = json;
    }

    /**
     * The status bears the delivery's id, by which who gets it twice knows it again.
     *
     * @throws IllegalStateException when the case has been erased since; the delivery is cancelled then
     */
    @Transactional
    public byte[] document(Delivery delivery) {
        List<ObjectNode> status = owed.of(delivery);
        if (status.isEmpty()) {
            throw new IllegalStateException("nothing is left to be told");
        }
        ObjectNode header = json.createObjectNode()
                .put("documentId", delivery.id().toString())
                .put("madeAt", DanishTime.moment(delivery.madeAt()))
                .put("count", 1);
        String mapping = partners.get(delivery.partner()).service().status().mapping();
        return mappings.outgoing(delivery.partner(), mapping).bytes(header, status);
    }
}
