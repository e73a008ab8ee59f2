package dk.rampe.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A delivery and the message that it is. */
public record Rendered(Delivery delivery, ObjectNode content) {}
