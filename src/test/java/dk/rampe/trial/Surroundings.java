package dk.rampe.trial;

import dk.rampe.PartnersWithServers;
import dk.rampe.leftover.Leftovers;
import dk.rampe.sandbox.RunningSandbox;
import dk.rampe.sandbox.SandboxFolders;
import dk.rampe.vault.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Everything a hub is connected to, without a hub: PostgreSQL, the broker and the neighbours of the sandbox. They
 * outlive every hub that is started on them.
 */
final class Surroundings implements AutoCloseable {

    static final Instant KEYS_MADE_AT = Instant.EPOCH;

    private final ConfigurableApplicationContext sandbox;
    private final SandboxFolders folders;
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private DataSource statements = database;

    private Surroundings(ConfigurableApplicationContext sandbox) {
        this.sandbox = sandbox;
        this.folders = sandbox.getBean(SandboxFolders.class);
    }

    /**
     * @param folder a new one: {@code sandbox/<partner>} in it is what a neighbour sees
     * @param settings {@code --key=value}; {@code --rampe.sandbox.samples=false} for neighbours who have nothing to send
     */
    static Surroundings start(Path folder, String... settings) throws IOException {
        Surroundings surroundings = new Surroundings(RunningSandbox.start(folder, PartnersWithServers.in(settings)));
        if (Files.notExists(surroundings.folders.vaultKey())) {
            KeyFile.create(surroundings.folders.vaultKey(), KEYS_MADE_AT);
        }
        Properties connections = new Properties();
        try (InputStream in = Files.newInputStream(surroundings.connections())) {
            connections.load(in);
        }
        surroundings.database.setUrl(connections.getProperty("spring.datasource.url"));
        surroundings.database.setUser(connections.getProperty("spring.datasource.username"));
        surroundings.database.setPassword(connections.getProperty("spring.datasource.password"));
        return surroundings;
    }

    /** How a hub reaches all of it; a settings file of Spring Boot's. */
    Path connections() {
        return folders.connections();
    }

    Path neighbour(String partner) {
        return folders.neighbour(partner);
    }

    /** For logs and the like, outside of what neighbours and servers hold. */
    Path folder() {
        return folders.root();
    }

    /** On connections that are not the hub's, a new one for each statement unless one is kept. */
    JdbcClient sql() {
        return JdbcClient.create(statements);
    }

    /** For thousands of statements, by one thread, of a database that never goes away; its tables may be made anew. */
    void keepConnection() {
        database.setPrepareThreshold(0);
        statements =
                new SingleConnectionDataSource(database.getUrl(), database.getUser(), database.getPassword(), true);
    }

    PGSimpleDataSource database() {
        return database;
    }

    /** JDBC's, of the database. */
    String url() {
        return database.getUrl();
    }

    Connection connection() throws SQLException {
        return database.getConnection();
    }

    long count(String query) {
        return sql().sql(query).query(Long.class).single();
    }

    /** Of a node that is gone nothing is waited for: half a minute for polls, one for keys, two for deliveries. */
    void leasesRunOut() {
        sql().sql("delete from lease").update();
        sql().sql("delete from vault.key_node").update();
        deliveriesAreLetGo();
    }

    void deliveriesAreLetGo() {
        sql().sql("update delivery set lease_until = now() where lease_until > now()")
                .update();
    }

    /** No hub has left a person number in the database, its output, or the broker's journal. */
    @Override
    public void close() {
        if (statements instanceof SingleConnectionDataSource kept) {
            kept.destroy();
        }
        try {
            Leftovers.assertNoneIn(database);
        } finally {
            sandbox.close();
        }
        Leftovers.assertNoneIn(folders.hub());
        try (Stream<Path> hubs = Files.list(folder())) {
            hubs.filter(hub -> hub.getFileName().toString().startsWith("hub-")).forEach(Leftovers::assertNoneIn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
