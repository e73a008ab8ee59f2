package dk.rampe.mainjob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that there is at one time: rows in every table, and files at every neighbour. */
record State(Map<String, Long> rows, Map<String, Long> files) {

    static State of(Hub hub) {
        JdbcClient sql = hub.bean(JdbcClient.class);
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables(hub)) {
            rows.put(
                    table,
                    sql.sql("select count(*) from " + table).query(Long.class).single());
        }
        Map<String, Long> files = new TreeMap<>();
        for (String partner : List.of("silkeborg", "norddjurs", "odder", "sind", "defactum")) {
            files(hub.neighbour(partner))
                    .forEach(file -> files.put(
                            hub.neighbour(partner).getParent().relativize(file).toString(), size(file)));
        }
        return new State(rows, files);
    }

    static TreeSet<String> tables(Hub hub) {
        return hub
                .bean(JdbcClient.class)
                .sql("select schemaname || '.' || tablename from pg_tables where schemaname in ('public', 'vault')")
                .query(String.class)
                .list()
                .stream()
                // which node polls, renewed with every poll
                .filter(table -> !table.equals("public.lease"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
