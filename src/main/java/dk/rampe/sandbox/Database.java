package dk.rampe.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/**
 * The sandbox's PostgreSQL. The library that starts it is made for throw-away tests; here a commit is a commit and the
 * data folder outlives the process.
 */
final class Database implements AutoCloseable {

    static final String NAME = "rampe";
    static final String USER = "postgres";

    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final Path folder;

    private Database(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** @param folder PostgreSQL's data folder; made when it is not there, or when an earlier making was cut short */
    static Database start(Path folder) throws IOException, SQLException {
        LeftoverPostmaster.stop(folder);
        Path complete = folder.resolve("rampe.complete");
        if (!Files.exists(complete)) {
            FileSystemUtils.deleteRecursively(folder);
        }
        Database database = new Database(postgres(folder).start(), folder);
        if (!Files.exists(complete)) {
            database.create(complete);
        }
        return database;
    }

    private static EmbeddedPostgres.Builder postgres(Path folder) throws IOException {
        Path log = folder.resolveSibling("postgres.log");
        Files.deleteIfExists(log);
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("lc_messages", "C")
                // details and statements hold values
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic");
    }

    private void create(Path complete) throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + NAME);
            Files.createFile(complete);
        } catch (IOException | SQLException e) {
            close();
            throw e;
        }
    }

    int port() {
        return postgres.getPort();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port() + "/" + NAME + "?logServerErrorDetail=false";
    }

    /** A server that is slow to stop is waited for, so that the folder is free when this returns. */
    @Override
    public void close() throws IOException {
        postgres.close();
        LeftoverPostmaster.stop(folder);
    }
}
