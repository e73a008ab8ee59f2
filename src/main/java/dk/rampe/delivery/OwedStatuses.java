package dk.rampe.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Participation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Statuses as their cases stood when they were owed; without those of cases that have been erased since. */
@Component
class OwedStatuses {

    private static final String OWED = """
            select d.id, d.participation_id, p.case_number, d.event_number, d.made_at, p.handed_over_at
            from delivery d join participation p on p.id = d.participation_id
            where %s = ? and p.erased_at is null order by d.number""";

    private final JdbcClient sql;
    private final EventLog events;
    private final StatusRecord statusRecord;
    private final Clock clock;

    OwedStatuses(JdbcClient sql, EventLog events, StatusRecord statusRecord, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.statusRecord = statusRecord;
        this.clock = clock;
    }

    private record Owed(UUID id, UUID participation, String caseNumber, long known, Instant at, Instant handedOverAt) {}

    /** Those that travel in a status file, as {@link StatusRecord} has them. */
    List<ObjectNode> in(Delivery file) {
        return records("d.consignment", file);
    }

    /** The one that goes out by itself; none when its case has been erased. */
    List<ObjectNode> of(Delivery call) {
        return records("d.id", call);
    }

    private List<ObjectNode> records(String column, Delivery delivery) {
        List<Owed> owed = owed(column, delivery.id());
        Map<UUID, List<Event>> histories =
                events.of(owed.stream().map(Owed::participation).toList());
        return owed.stream()
                .map(one -> record(one, histories.get(one.participation()), delivery.partner()))
                .toList();
    }

    private ObjectNode record(Owed owed, List<Event> history, String partner) {
        LocalDate asOf = day(owed.at());
        Participation participation = Participation.of(history, asOf, owed.known());
        boolean handedOver = owed.handedOverAt() != null && !owed.handedOverAt().isAfter(owed.at());
        CaseStatus status = CaseStatus.of(participation, handedOver ? day(owed.handedOverAt()) : null);
        return statusRecord.of(status, owed.participation(), owed.caseNumber(), owed.id(), partner);
    }

    private List<Owed> owed(String column, UUID id) {
        return sql.sql(OWED.formatted(column))
                .param(id)
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
