package dk.rampe.delivery;

import java.util.Set;

/** Renders deliveries that are files. The same delivery always gives the same bytes. */
public interface FileRendering {

    Set<Delivery.Kind> kinds();

    Parcel render(Delivery delivery);
}
