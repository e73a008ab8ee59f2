package dk.rampe.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Renders deliveries that are messages: canonical JSON, the same for the same delivery every time. */
public interface MessageRendering {

    Set<Delivery.Kind> kinds();

    ObjectNode render(Delivery delivery);
}
