package dk.rampe.participation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads events back; whoever takes submissions in appends them. */
public final class EventLog {

    /**
     * Key of the advisory transaction lock that makes an event number a boundary. Numbers come from a sequence and
     * commit out of order. So who appends takes the lock shared ({@code pg_advisory_xact_lock_shared}) before the first
     * number, and who needs "everything up to here" takes it exclusive ({@code pg_advisory_xact_lock}) in a short
     * transaction of its own and then reads {@code max(number)}: no lower number can appear later.
     */
    public static final long ORDER_LOCK = 0x72616d7065L;

    /** What {@link #read} needs, for a select from {@code event}. */
    public static final String COLUMNS = "number, key, kind, occurred_on, stamp, supersedes, facts";

    private final DataSource dataSource;

    /** @param dataSource one that joins the caller's transaction, if there is one */
    public EventLog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In the order of arrival; empty for an unknown participation. */
    public List<Event> of(UUID participationId) {
        return of(List.of(participationId)).get(participationId);
    }

    /** One query for all; every id asked for is in the answer. */
    public Map<UUID, List<Event>> of(Collection<UUID> participationIds) {
        Map<UUID, List<Event>> events = new HashMap<>();
        participationIds.forEach(id -> events.put(id, new ArrayList<>()));
        String sql = """
                select participation_id, %s
                from event join unnest(?) as wanted (participation_id) using (participation_id)
                order by number
                """.formatted(COLUMNS);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            Array ids = connection.createArrayOf("uuid", events.keySet().toArray());
            select.setArray(1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.get(row.getObject("participation_id", UUID.class)).add(read(row));
                }
            }
            ids.free();
        } catch (SQLException e) {
            throw new IllegalStateException("events could not be read, SQL state " + e.getSQLState(), e);
        }
        return events;
    }

    /** The event of the current row, see {@link #COLUMNS}. */
    public static Event read(ResultSet row) throws SQLException {
        return new Event(
                row.getLong("number"),
                row.getString("key"),
                Kind.valueOf(row.getString("kind")),
                row.getObject("occurred_on", LocalDate.class),
                row.getString("stamp"),
                row.getString("supersedes"),
                FactsJson.read(row.getString("facts")));
    }
}
