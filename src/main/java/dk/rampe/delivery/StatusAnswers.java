package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.Mappings;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Participation;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers a jobcentre that asks for the status of its own cases, as they stand now. Another's case is to it as if it did
 * not exist. Nothing is owed or noted: who asks is not told.
 */
@Component
public class StatusAnswers {

    /** Time stamps are taken before the commit that makes them visible. */
    static final Duration COMMITTED_WITHIN = Duration.ofMinutes(1);

    static final int MOST = 500;

    private static final String OF_A_CASE = """
            select id, case_number, handed_over_at, null::timestamptz as changed
            from participation
            where municipality = :municipality and case_number = :case and erased_at is null
            order by number desc limit 1""";

    /** An event told ahead of its date changes the status when the day has come. */
    private static final String CHANGED = """
            select * from (
                select p.id, p.case_number, p.handed_over_at, greatest(p.handed_over_at, told.changed) as changed
                from participation p cross join lateral (
                    select max(changed) as changed
                    from (select greatest(recorded_at, occurred_on::timestamp at time zone 'Europe/Copenhagen') as changed
                          from event where participation_id = p.id) e
                    where changed <= :now) told
                where p.municipality = :municipality and p.erased_at is null) one
            where changed >= :since
            order by changed fetch first :most rows with ties""";

    private final JdbcClient sql;
    private final EventLog events;
    private final StatusRecord records;
    private final Partners partners;
    private final Mappings mappings;
    private final ObjectMapper json;
    private final Clock clock;

    StatusAnswers(
            JdbcClient sql,
            EventLog events,
            StatusRecord records,
            Partners partners,
            Mappings mappings,
            ObjectMapper json,
            Clock clock) {
        this.sql = sql;
        this.events = events;
        this.records = records;
        this.partners = partners;
        this.mappings = mappings;
        this.json = json;
        this.clock = clock;
    }

    /** @param changed the last time that anything in the case did */
    private record Found(UUID id, String caseNumber, Instant handedOverAt, Instant changed) {}

    /** @return a document of the partner's own, with one status or none */
    @Transactional
    public byte[] of(String partner, String caseNumber) {
        Instant now = clock.instant();
        List<ObjectNode> statuses = sql
                .sql(OF_A_CASE)
                .param("municipality", partners.get(partner).municipality())
                .param("case", caseNumber)
                .query((row, i) -> read(row))
                .list()
                .stream()
                .flatMap(one -> record(one, events.of(one.id()), partner, now).stream())
                .toList();
        return document(partner, header(now, statuses), statuses);
    }

    /**
     * Cases in which anything has changed since, those first in which nothing has for longest; not only where the status
     * is another than then, for who has been told of a change that was taken back must be told of that, too. Says from
     * when to ask next: shortly before now, so that what is being committed at this moment is not left out, or after the
     * last change that there was room for.
     */
    @Transactional
    public byte[] changedSince(String partner, Instant since) {
        Instant now = clock.instant();
        List<Found> found = sql.sql(CHANGED)
                .param("municipality", partners.get(partner).municipality())
                .param("now", Timestamp.from(now))
                .param("since", Timestamp.from(since))
                .param("most", MOST)
                .query((row, i) -> read(row))
                .list();
        Map<UUID, List<Event>> histories =
                events.of(found.stream().map(Found::id).toList());
        List<ObjectNode> statuses = new ArrayList<>();
        found.forEach(one -> record(one, histories.get(one.id()), partner, now).ifPresent(statuses::add));
        Instant settled = now.minus(COMMITTED_WITHIN);
        boolean more =
                found.size() >= MOST && found.get(found.size() - 1).changed().isBefore(settled);
        // all that changed at that same moment are in the answer
        Instant next = more ? found.get(found.size() - 1).changed().plus(1, ChronoUnit.MICROS) : settled;
        ObjectNode header = header(now, statuses)
                .put(
                        "changedUntil",
                        OffsetDateTime.ofInstant(next, DanishTime.ZONE).toString())
                .put("more", more);
        return document(partner, header, statuses);
    }

    private Optional<ObjectNode> record(Found one, List<Event> history, String partner, Instant now) {
        Participation participation = Participation.of(history, day(now), Long.MAX_VALUE);
        if (!participation.exists()) {
            return Optional.empty();
        }
        CaseStatus status = CaseStatus.of(participation, day(one.handedOverAt()));
        long number = history.get(history.size() - 1).number();
        byte[] told = (one.id() + " " + number + " " + status).getBytes(StandardCharsets.UTF_8);
        return Optional.of(records.of(status, one.id(), one.caseNumber(), UUID.nameUUIDFromBytes(told), partner));
    }

    private static Found read(ResultSet row) throws SQLException {
        return new Found(
                row.getObject(1, UUID.class),
                row.getString(2),
                instant(row.getTimestamp(3)),
                instant(row.getTimestamp(4)));
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private ObjectNode header(Instant now, List<ObjectNode> statuses) {
        return json.createObjectNode()
                .put("documentId", UUID.randomUUID().toString())
                .put("madeAt", DanishTime.moment(now))
                .put("count", statuses.size());
    }

    private byte[] document(String partner, ObjectNode header, List<ObjectNode> statuses) {
        return mappings.outgoing(partner, Partner.Soap.STATUS).bytes(header, statuses);
    }

    private LocalDate day(Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, clock.getZone());
    }
}
