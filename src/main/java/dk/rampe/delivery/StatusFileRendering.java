package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.Mappings;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Participation;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.Partner.StatusFile;
import dk.rampe.partner.Partners;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A status file: each case as it stood when its status was owed, in the jobcentre's own form; without those that have
 * been erased since.
 */
@Component
class StatusFileRendering implements FileRendering {

    private final JdbcClient sql;
    private final EventLog events;
    private final StatusRecord statusRecord;
    private final Partners partners;
    private final Mappings mappings;
    private final ObjectMapper json;
    private final Clock clock;

    StatusFileRendering(
            JdbcClient sql,
            EventLog events,
            StatusRecord statusRecord,
            Partners partners,
            Mappings mappings,
            ObjectMapper json,
            Clock clock) {
        this.sql = sql;
        this.events = events;
        this.statusRecord = statusRecord;
        this.partners = partners;
        this.mappings = mappings;
        this.json = json;
        this.clock = clock;
    }

    private record Owed(UUID id, UUID participation, String caseNumber, long known, Instant at, Instant handedOverAt) {}

    @Override
    public Set<Delivery.Kind> kinds() {
        return Set.of(Delivery.Kind.STATUS_FILE);
    }

    @Override
    public Parcel render(Delivery delivery) {
        StatusFile form = partners.get(delivery.partner()).status();
        List<ObjectNode> records = new ArrayList<>();
        List<Owed> owed = owed(delivery.id());
        Map<UUID, List<Event>> histories =
                events.of(owed.stream().map(Owed::participation).toList());
        owed.forEach(one -> records.add(record(one, histories.get(one.participation()), delivery.partner())));

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

    private ObjectNode record(Owed owed, List<Event> history, String partner) {
        LocalDate asOf = day(owed.at());
        Participation participation = Participation.of(history, asOf, owed.known());
        boolean handedOver = owed.handedOverAt() != null && !owed.handedOverAt().isAfter(owed.at());
        CaseStatus status = CaseStatus.of(participation, handedOver ? day(owed.handedOverAt()) : null);
        return statusRecord.of(status, owed.participation(), owed.caseNumber(), owed.id(), partner);
    }

    private List<Owed> owed(UUID consignment) {
        return sql.sql("""
                        select d.id, d.participation_id, p.case_number, d.event_number, d.made_at, p.handed_over_at
                        from delivery d join participation p on p.id = d.participation_id
                        where d.consignment = ? and p.erased_at is null order by d.number""")
                .param(consignment)
                .query((row, i) -> new Owed(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant(),
                        row.getTimestamp(6) == null ? null : row.getTimestamp(6).toInstant()))
                .list();
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, clock.getZone());
    }
}
