package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.Partner.StatusFile;
import dk.rampe.partner.Partners;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A status file, in the jobcentre's own form. */
@Component
class StatusFileRendering implements FileRendering {

    private final OwedStatuses owed;
    private final Partners partners;
    private final Mappings mappings;
    private final ObjectMapper json;

    StatusFileRendering(OwedStatuses owed, Partners partners, Mappings mappings, ObjectMapper json) {
        this.owed = owed;
        this.partners = partners;
        this.mappings = mappings;
        this.json = json;
    }

    @Override
    public Set<Delivery.Kind> kinds() {
        return Set.of(Delivery.Kind.STATUS_FILE);
    }

    @Override
    public Parcel render(Delivery delivery) {
        StatusFile form = partners.get(delivery.partner()).status();
        List<ObjectNode> records = owed.in(delivery);

        String name = delivery.names().get(0);
        ObjectNode header = json.createObjectNode()
                .put("documentId", delivery.id().toString())
                .put("madeAt", DanishTime.moment(delivery.madeAt()))
                .put("count", records.size());
        byte[] content = mappings.outgoing(delivery.partner(), form.mapping()).bytes(header, records);
        List<PostedFile> files = new ArrayList<>();
        files.add(new PostedFile(name, content, false));
        if (form.marker() != null) {
            files.add(new PostedFile(delivery.names().get(1), marker(delivery, form, name, content.length), false));
        }
        return new Parcel(form.folder(), null, files);
    }

    private byte[] marker(Delivery delivery, StatusFile form, String name, int size) {
        if (form.marker().mapping() == null) {
            return new byte[0];
        }
        var trigger = partners.get(delivery.partner()).collect().trigger();
        ObjectNode header = json.createObjectNode()
                .put("file", name)
                .put("size", size)
                .put("sender", trigger.recipient())
                .put("recipient", trigger.sender())
                .put("sendersFileId", delivery.id().toString());
        return mappings.outgoing(delivery.partner(), form.marker().mapping()).bytes(header, List.of());
    }
}
