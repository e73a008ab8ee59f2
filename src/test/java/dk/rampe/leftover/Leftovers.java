package dk.rampe.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Searches places where no person number may be, and fails naming the place. */
public final class Leftovers {

    /** A case on its way to the provider, who is entitled to the number. */
    private static final Pattern CASE_MESSAGE = Pattern.compile("\"identifier\":\\{\"value\":\"\\d{10}\"");

    private Leftovers() {}

    /** Each table of the hub's, as a dump has it. */
    public static void assertNoneIn(DataSource database) {
        try (Connection connection = database.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables(connection)) {
                PersonNumberSearch search = new PersonNumberSearch(null);
                copy.copyOut("copy (select * from " + table + ") to stdout", search);
                assertNone(search, "table " + table);
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select schemaname || '.' || tablename from pg_tables where schemaname in ('public', 'vault')")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    /**
     * A file, or every file of a folder, with its name; case messages in a broker's journal may be there. PostgreSQL's own
     * files are left out: they hold what its tables hold.
     */
    public static void assertNoneIn(Path place) {
        if (Files.notExists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !place.relativize(file).startsWith("postgres"))
                    .forEach(Leftovers::assertNoneInFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoneInFile(Path file) {
        PersonNumberSearch search = new PersonNumberSearch(CASE_MESSAGE);
        try {
            search.write(file.getFileName().toString().getBytes());
            search.write('\n');
            Files.copy(file, search);
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertNone(search, file.toString());
    }

    private static void assertNone(PersonNumberSearch search, String place) {
        assertThat(search.found()).as("person numbers in " + place).isZero();
    }
}
