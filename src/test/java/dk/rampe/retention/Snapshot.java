package dk.rampe.retention;

import static java.util.stream.Collectors.joining;

import dk.rampe.submission.TestHub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All tables as they were at one time, to be brought back as often as it takes. */
final class Snapshot {

    private final TestHub hub;
    private final List<String> tables;
    private final List<String> days;

    private Snapshot(TestHub hub) {
        this.hub = hub;
        this.tables = tables();
        this.days = days(hub);
    }

    static Snapshot of(TestHub hub) {
        Snapshot snapshot = new Snapshot(hub);
        hub.sql("drop schema if exists snapshot cascade; create schema snapshot")
                .update();
        snapshot.tables.forEach(table -> hub.sql("create table snapshot." + copy(table) + " as select * from " + table)
                .update());
        return snapshot;
    }

    void restore() {
        hub.empty();
        dropDays(hub);
        days.forEach(day -> hub.sql("create table " + day + " partition of archive_chunk for values from ('" + date(day)
                        + "') to (date '" + date(day) + "' + 1)")
                .update());
        hub.sql("do $$ begin set local session_replication_role = replica; "
                        + tables.stream()
                                .map(table -> "insert into " + table
                                        + " overriding system value select * from snapshot." + copy(table) + ";")
                                .collect(joining())
                        + " end $$")
                .update();
    }

    void drop() {
        hub.sql("drop schema snapshot cascade").update();
    }

    /** By table, blind to when and by whom something was done. */
    Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new TreeMap<>();
        for (String table : tables) {
            if (!table.equals("public.lease")) {
                fingerprint.put(
                        table, hub.sql("""
                                        select count(*) || ' ' || coalesce(md5(string_agg(row, ' ' order by row)), '') from (
                                            select (to_jsonb(t) - 'destroyed_at' - 'started_at' - 'finished_at' - 'ran_at')::text
                                            from %s t) rows (row)""".formatted(table)).query(String.class).single());
            }
        }
        fingerprint.put("days of the archive", String.join(" ", days(hub)));
        return fingerprint;
    }

    private static String copy(String table) {
        return table.replace('.', '_');
    }

    private static String date(String day) {
        return day.substring(day.length() - 10).replace('_', '-');
    }

    /** Those that other tests have left are empty, and a purge drops a few such a night. */
    static void dropDays(TestHub hub) {
        days(hub).forEach(day -> hub.sql("drop table " + day).update());
    }

    private static List<String> days(TestHub hub) {
        return hub.sql("""
                        select relname from pg_class where relispartition and relkind = 'r'
                          and relname <> 'archive_chunk_other' order by 1""").query(String.class).list();
    }

    private List<String> tables() {
        return hub.sql("""
                        select nspname || '.' || relname from pg_class join pg_namespace n on n.oid = relnamespace
                        where nspname in ('public', 'vault') and relkind in ('r', 'p') and not relispartition
                          and relname <> 'flyway_schema_history' order by 1""").query(String.class).list();
    }
}
