package dk.rampe.participation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL with the hub's schema, for one test class. */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final DataSource dataSource;

    public TestDatabase() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dataSource = server.getPostgresDatabase();
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A case with its events, which get numbers of the database's own. */
    public UUID store(String municipality, String caseNumber, String programme, List<Event> events)
            throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = dataSource().getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into participation
                        (id, municipality, case_number, programme, person_id, provider, created_at)
                    values (?, ?, ?, ?, ?, 'sind', now())
                    """)) {
                insert.setObject(1, id);
                insert.setString(2, municipality);
                insert.setString(3, caseNumber);
                insert.setString(4, programme);
                insert.setObject(5, UUID.randomUUID());
                insert.executeUpdate();
            }
            append(connection, id, events);
        }
        return id;
    }

    public static void append(Connection connection, UUID participation, List<Event> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into event (participation_id, key, kind, occurred_on, stamp, supersedes,
                                   facts, content, submission_id, line, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, now())
                """)) {
            for (Event event : events) {
                insert.setObject(1, participation);
                insert.setString(2, event.key());
                insert.setString(3, event.kind().name());
                insert.setObject(4, event.occurredOn());
                insert.setString(5, event.stamp());
                insert.setString(6, event.supersedes());
                insert.setObject(7, FactsJson.write(event.facts()), Types.OTHER);
                insert.setBytes(8, FactsJson.write(event.facts()).getBytes());
                insert.setObject(9, UUID.randomUUID());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
