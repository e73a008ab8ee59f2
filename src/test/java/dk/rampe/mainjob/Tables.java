package dk.rampe.mainjob;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** All that the database holds, as text. */
final class Tables {

    private static final Pattern BYTES = Pattern.compile("\\\\\\\\x([0-9a-f]+)");

    private Tables() {}

    /** By name of the table; what is binary is there twice, as it is written and read as text. */
    static Map<String, String> dumps(Hub hub) {
        Map<String, String> dumps = new TreeMap<>();
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : State.tables(hub)) {
                StringWriter rows = new StringWriter();
                copy.copyOut("copy (select * from " + table + ") to stdout", rows);
                dumps.put(table, rows + "\n" + asText(rows.toString()));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return dumps;
    }

    private static String asText(String rows) {
        return BYTES.matcher(rows)
                .results()
                .map(bytes -> new String(HexFormat.of().parseHex(bytes.group(1)), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
