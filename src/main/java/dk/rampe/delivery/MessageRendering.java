package dk.rampe.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Renders deliveries that are messages: canonical JSON, the same for the same delivery every time. */
public interface MessageRendering {

    Set<Delivery.Kind> kinds();

    /** @return by the deliveries' ids */
    Map<UUID, ObjectNode> render(List<Delivery> deliveries);
}
