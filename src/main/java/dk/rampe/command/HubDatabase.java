package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionException;

/** The database of a hub, which may be running. Nothing is migrated. */
final class HubDatabase {

    private static final String SETTINGS = "spring.datasource.";
    private static final String SECONDS_TO_CONNECT = "10";

    private final Function<String, Optional<String>> settings;
    private final DataSource dataSource;
    private final String toldBy;
    private final Optional<Path> keyFile;

    private HubDatabase(Function<String, Optional<String>> settings, String toldBy) {
        this.settings = settings;
        DriverManagerDataSource database = new DriverManagerDataSource();
        database.setUrl(settings.apply(SETTINGS + "url").orElseThrow());
        settings.apply(SETTINGS + "username").ifPresent(database::setUsername);
        settings.apply(SETTINGS + "password").ifPresent(database::setPassword);
        Properties driver = new Properties();
        driver.setProperty("ApplicationName", "rampe-command");
        driver.setProperty("logServerErrorDetail", "false");
        driver.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        driver.setProperty("loginTimeout", SECONDS_TO_CONNECT);
        database.setConnectionProperties(driver);
        this.dataSource = database;
        this.toldBy = toldBy;
        this.keyFile = settings.apply("rampe.vault.key-file").map(Path::of);
    }

    /**
     * That of the file, if one is given; else of the hub's settings; else of the sandbox that runs here.
     *
     * @param file has the addresses of a running sandbox, {@code hub.properties}
     * @throws NotDone when none of them names a database
     */
    static HubDatabase find(Settings settings, HubSettings hub, Optional<String> file) {
        if (file.isPresent()) {
            return in(Arguments.path(file.get()))
                    .orElseThrow(() -> new NotDone(
                            file.get() + " tells of no database: there is no spring.datasource.url in it."));
        }
        if (settings.given(SETTINGS + "url").isPresent()) {
            return new HubDatabase(settings::given, "the settings");
        }
        Path running = hub.sandbox().folder().resolve("sandbox").resolve("hub.properties");
        return in(running)
                .orElseThrow(() -> new NotDone("Nothing says where the hub's database is: there is no "
                        + "spring.datasource.url in the settings and no " + running
                        + ". Start the sandbox, or name a running one's file with --hub."));
    }

    private static Optional<HubDatabase> in(Path file) {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new NotDone(file + " cannot be read.");
            }
        }
        return properties.containsKey(SETTINGS + "url")
                ? Optional.of(
                        new HubDatabase(name -> Optional.ofNullable(properties.getProperty(name)), file.toString()))
                : Optional.empty();
    }

    /**
     * The hub's key file, named by whoever names the database.
     *
     * @throws NotDone when nobody names it
     */
    Path keyFile() {
        return keyFile.orElseThrow(() -> new NotDone(
                "Nothing says where the hub's key file is: there is no " + "rampe.vault.key-file in " + toldBy + "."));
    }

    /** Of the hub that has this database. */
    Optional<String> setting(String name) {
        return settings.apply(name).filter(value -> !value.isBlank());
    }

    /** @throws NotDone when the database cannot be reached, or does not answer as a hub's does */
    <T> T query(Function<DataSource, T> work) {
        try {
            dataSource.getConnection().close();
        } catch (SQLException e) {
            throw new NotDone(
                    "The database that " + toldBy + " names cannot be reached; does it run? (" + e.getSQLState() + ")");
        }
        try {
            return work.apply(dataSource);
        } catch (DataAccessException | TransactionException e) {
            throw new NotDone("The database that " + toldBy + " names cannot be used (" + sqlState(e)
                    + "); has a hub of this version run on it?");
        }
    }

    private static String sqlState(Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException sql
                ? sql.getSQLState()
                : e.getClass().getSimpleName();
    }
}
