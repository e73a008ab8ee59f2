package dk.rampe.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of the table {@code delivery}, in and out. */
final class Deliveries {

    private static final JsonMapper JSON = new JsonMapper();

    private Deliveries() {}

    /** Ids in the order given. */
    static List<UUID> insert(JdbcTemplate jdbc, List<NewDelivery> deliveries, Instant madeAt) {
        List<UUID> ids = deliveries.stream().map(delivery -> UUID.randomUUID()).toList();
        Timestamp now = Timestamp.from(madeAt);
        var next = ids.iterator();
        jdbc.batchUpdate("""
                insert into delivery (id, partner, kind, order_key, participation_id, event_number, submission_id, lines,
                                      release_id, names, made_at, state, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 'PENDING', ?)""", deliveries, 500, (row, delivery) -> {
            row.setObject(1, next.next());
            row.setString(2, delivery.partner());
            row.setString(3, delivery.kind().name());
            row.setString(4, delivery.orderKey());
            row.setObject(5, delivery.participationId());
            row.setObject(6, delivery.eventNumber(), Types.BIGINT);
            row.setObject(7, delivery.submissionId());
            row.setArray(
                    8,
                    delivery.lines() == null
                            ? null
                            : row.getConnection()
                                    .createArrayOf("bigint", delivery.lines().toArray()));
            row.setObject(9, delivery.releaseId());
            row.setString(10, json(delivery.names()));
            row.setTimestamp(11, now);
            row.setTimestamp(12, now);
        });
        return ids;
    }

    static Delivery read(ResultSet row) throws SQLException {
        Array lines = row.getArray("lines");
        Timestamp sentAt = row.getTimestamp("sent_at");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("partner"),
                Delivery.Kind.valueOf(row.getString("kind")),
                row.getString("order_key"),
                row.getObject("participation_id", UUID.class),
                row.getObject("event_number", Long.class),
                row.getObject("submission_id", UUID.class),
                lines == null ? null : Arrays.asList((Long[]) lines.getArray()),
                row.getObject("release_id", UUID.class),
                names(row.getString("names")),
                row.getTimestamp("made_at").toInstant(),
                row.getInt("attempts"),
                row.getLong("fence"),
                sentAt == null ? null : sentAt.toInstant());
    }

    static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> names(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names of a delivery are unreadable");
        }
    }
}
