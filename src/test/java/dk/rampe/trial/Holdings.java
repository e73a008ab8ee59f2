package dk.rampe.trial;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * All that the hub and its neighbours hold, a text a row and a file, without what differs between two runs that did the
 * same: the time of day, running numbers, who held what for how long, how often it was tried.
 */
final class Holdings {

    /** Who is at work, and how far; bookkeeping of migrations. */
    private static final Set<String> LEFT_OUT =
            Set.of("public.lease", "vault.key_node", "public.flyway_schema_history", "public.purge_under_way");

    private static final Set<String> COLUMNS_LEFT_OUT = Set.of(
            "attempts",
            "fence",
            "lease_until",
            "due_at",
            "known",
            "lookup_key",
            "removed",
            // what there was at five in the morning
            "reconciliation_run.submissions",
            "reconciliation_run.lines",
            "reconciliation_run.events",
            "reconciliation_run.deliveries");

    /** Ids of events; others are ids of nothing that is referred to. */
    private static final Set<String> NUMBERS_OF_EVENTS = Set.of(
            "event.number",
            "delivery.event_number",
            "entry.event_number",
            "erased_participation.erased_number",
            "erased_participation.first_event_number");

    /** One more than the first by who was told of something again; said twice, it is the same. */
    private static final Set<String> SETS = Set.of("vault.audit");

    private static final String TABLES = """
            select nspname || '.' || relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where nspname in ('public', 'vault') and relkind in ('r', 'p') and not relispartition order by 1""";

    /** What is in order must stay so; numbers themselves have gaps. */
    private static final List<String> ORDERS = List.of("""
            select 'events of ' || participation_id || ': ' || string_agg(kind || ' ' || occurred_on, ', ' order by number)
            from event group by participation_id""", """
            select 'deliveries to ' || partner || ' of ' || order_key || ': ' || string_agg(kind, ', ' order by number)
            from delivery where kind <> 'STATUS' group by partner, order_key""", """
            select 'occurrences of ' || case_number || ': ' || string_agg(id::text, ', ' order by number)
            from participation where case_number is not null group by municipality, case_number""");

    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d(:\\d\\d)?)?");
    private static final Pattern CLOCK = Pattern.compile("\\b\\d\\d:\\d\\d:\\d\\d\\b");
    private static final Pattern TIME_IN_NAME = Pattern.compile("(?<!\\d)(20\\d{6})T?\\d{6}(\\.\\d{3})?(?!\\d)");
    private static final Pattern NUMBER_IN_JSON =
            Pattern.compile("(\"(number|contactPersonFrom|afterEvent)\" ?: ?)(\\d+)");

    /** Of a file with an id or a time in it. */
    private static final Pattern CHECKSUM = Pattern.compile("sha256:[0-9a-f]{64}");

    /** When it was sent, and the broker's id: the same message twice, byte by byte, is one. */
    private static final Pattern MESSAGE_NAME =
            Pattern.compile("(?<=^file sind/(cases|rejected)/)(.*)_20\\d{6}_[0-9a-f-]{36}\\.json");

    private final Surroundings surroundings;

    private Holdings(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param neighbours by id */
    static List<String> of(Surroundings surroundings, Collection<String> neighbours) {
        Holdings holdings = new Holdings(surroundings);
        List<String> rows = new ArrayList<>();
        surroundings.sql().sql(TABLES).query(String.class).list().stream()
                .filter(table -> !LEFT_OUT.contains(table))
                .forEach(table -> rows.addAll(holdings.table(table)));
        ORDERS.forEach(order -> rows.addAll(
                holdings.surroundings.sql().sql(order).query(String.class).list()));
        neighbours.forEach(neighbour -> rows.addAll(holdings.files(neighbour)));
        return rows;
    }

    private Collection<String> table(String table) {
        List<String> rows = surroundings
                .sql()
                .sql("select * from " + table
                        + (table.equals("public.submission") ? " where channel = 'SFTP' or state <> 'DUPLICATE'" : ""))
                .query((row, i) -> row(table, row))
                .list();
        return SETS.contains(table) ? new TreeSet<>(rows) : rows;
    }

    private static String row(String table, ResultSet row) throws SQLException {
        String name = table.substring(table.indexOf('.') + 1);
        StringBuilder text = new StringBuilder(name);
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnName(i);
            if (!COLUMNS_LEFT_OUT.contains(column) && !COLUMNS_LEFT_OUT.contains(name + '.' + column)) {
                text.append(' ').append(column).append('=').append(value(name + '.' + column, row, i));
            }
        }
        return text.toString();
    }

    private static String value(String column, ResultSet row, int i) throws SQLException {
        Object value = row.getObject(i);
        if (value == null) {
            return "";
        }
        return switch (row.getMetaData().getColumnTypeName(i)) {
            case "timestamptz", "timestamp" -> row.getString(i).substring(0, 10);
            case "bytea" -> row.getBytes(i).length + " bytes";
            case "bigint", "int8", "bigserial" ->
                NUMBERS_OF_EVENTS.contains(column) ? "#" + value : column.endsWith(".number") ? "" : value.toString();
            default -> steady(row.getString(i));
        };
    }

    private List<String> files(String neighbour) {
        Path home = surroundings.neighbour(neighbour);
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> steady("file " + neighbour + '/' + home.relativize(file) + '\n' + text(file)))
                    .map(file -> MESSAGE_NAME.matcher(file).replaceFirst("$2.json"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Between cases there is no order: lines of a status file come as their news came. */
    private static String text(Path file) {
        try {
            String text = file.toString().endsWith(".xlsx")
                    ? unpacked(file)
                    : Files.readString(file, StandardCharsets.ISO_8859_1);
            return file.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("status_")
                    ? text.lines().sorted().collect(joining("\n"))
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unpacked(Path workbook) throws IOException {
        StringBuilder parts = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(workbook))) {
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                parts.append(part.getName()).append('\n');
                parts.append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return parts.toString();
    }

    /** Days stay, the time of day goes; running numbers are marked as ids. */
    private static String steady(String text) {
        String withoutTimes = TIME.matcher(text).replaceAll("$1");
        withoutTimes =
                TIME_IN_NAME.matcher(CLOCK.matcher(withoutTimes).replaceAll("")).replaceAll("$1");
        String withoutChecksums = CHECKSUM.matcher(withoutTimes).replaceAll("sha256");
        return NUMBER_IN_JSON.matcher(withoutChecksums).replaceAll("$1#$3");
    }
}
