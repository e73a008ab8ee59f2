package dk.rampe.delivery;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Content of a delivery, made when it is sent: who renders what kind. Called from the routes. */
@Component("renderings")
public class Renderings {

    private final Map<Delivery.Kind, FileRendering> files = new EnumMap<>(Delivery.Kind.class);
    private final Map<Delivery.Kind, MessageRendering> messages = new EnumMap<>(Delivery.Kind.class);

    Renderings(List<FileRendering> files, List<MessageRendering> messages) {
        files.forEach(rendering -> rendering.kinds().forEach(kind -> this.files.put(kind, rendering)));
        messages.forEach(rendering -> rendering.kinds().forEach(kind -> this.messages.put(kind, rendering)));
    }

    @Transactional
    public Parcel parcel(Delivery delivery) {
        return files.get(delivery.kind()).render(delivery);
    }

    /** In the order of the deliveries. */
    @Transactional
    public List<Rendered> messages(List<Delivery> deliveries) {
        Map<UUID, ObjectNode> contents = new HashMap<>();
        deliveries.stream()
                .collect(groupingBy(Delivery::kind))
                .forEach((kind, some) -> contents.putAll(messages.get(kind).render(some)));
        return deliveries.stream()
                .map(delivery -> new Rendered(delivery, contents.get(delivery.id())))
                .toList();
    }

    @Transactional
    public ObjectNode message(Delivery delivery) {
        return messages(List.of(delivery)).get(0).content();
    }
}
