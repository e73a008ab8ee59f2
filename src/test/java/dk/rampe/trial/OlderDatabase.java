package dk.rampe.trial;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/** Puts a database as an older version would have it in the place of the present one, with all its rows. */
final class OlderDatabase {

    private static final String USER = "postgres";
    private static final String NAME = "rampe";
    private static final String OLDER = "rampe_older";

    private final String server;

    /** @param present what a hub is connected to; no hub runs */
    OlderDatabase(String present) {
        this.server = present.substring(0, present.indexOf('/', "jdbc:postgresql://".length()) + 1);
    }

    /** @param version of the last migration it has */
    void replace(String version) throws SQLException, IOException {
        execute("postgres", "create database " + OLDER);
        Flyway.configure()
                .dataSource(server + OLDER, USER, USER)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        try (Connection from = connect(NAME);
                Connection to = connect(OLDER)) {
            copy(from, to);
        }
        execute("postgres", "alter database " + NAME + " rename to rampe_present");
        execute("postgres", "alter database " + OLDER + " rename to " + NAME);
    }

    private static void copy(Connection from, Connection to) throws SQLException, IOException {
        for (String day : strings(from, """
                select format('create table %I partition of archive_chunk %s', relname, pg_get_expr(relpartbound, oid))
                from pg_class where relispartition and relkind = 'r' and relname <> 'archive_chunk_other'""")) {
            execute(to, day);
        }
        // rows refer to each other in all directions
        execute(to, "set session_replication_role = replica");
        for (String table : strings(to, """
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('public', 'vault') and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relname <> 'flyway_schema_history'""")) {
            String columns = String.join(", ", strings(to, """
                    select quote_ident(attname) from pg_attribute
                    where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                      and attgenerated = ''""".formatted(table)));
            StringWriter rows = new StringWriter();
            from.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select %s from %s) to stdout".formatted(columns, table), rows);
            to.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy %s (%s) from stdin".formatted(table, columns), new StringReader(rows.toString()));
        }
        for (String advance : strings(to, """
                select format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %s))',
                              attrelid::regclass, attname, attname, attrelid::regclass)
                from pg_attribute where attidentity <> ''""")) {
            execute(to, advance);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server + database, USER, USER);
    }

    private void execute(String database, String statement) throws SQLException {
        try (Connection connection = connect(database)) {
            execute(connection, statement);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
