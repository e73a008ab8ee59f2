package dk.rampe.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the tables that read a document together reads a record: the one for its path, and for what it says it is. */
final class RecordTables {

    private final Map<String, List<IncomingTable>> byPath = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when two of them could read the same record */
    RecordTables(List<IncomingTable> tables) {
        for (IncomingTable table : tables) {
            List<IncomingTable> there = byPath.computeIfAbsent(table.table().records(), path -> new ArrayList<>());
            if (!there.stream().allMatch(other -> areApart(table.table(), other.table()))) {
                throw new IllegalArgumentException(
                        "two tables read " + table.table().records());
            }
            there.add(table);
        }
    }

    /** Where records stand below the root. */
    Set<String> paths() {
        return byPath.keySet();
    }

    /** A record that is for none of the tables is a refused line. */
    Line line(String path, long number, Row row) {
        List<IncomingTable> there = byPath.get(path);
        return there.stream()
                .filter(table -> row.holds(table.table().where()))
                .findFirst()
                .map(table -> table.rows().map(number, row))
                .orElseGet(() -> there.get(0).rows().refused(number, row, ofNone(there, row)));
    }

    private static boolean areApart(Table one, Table other) {
        return one.where().entrySet().stream()
                .anyMatch(choice -> other.where().containsKey(choice.getKey())
                        && other.where().get(choice.getKey()).stream().noneMatch(choice.getValue()::contains));
    }

    /** What it says it is, in the first place that no table has a word for. */
    private static Fault ofNone(List<IncomingTable> tables, Row row) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        tables.forEach(table -> table.table().where().forEach((column, codes) -> words.computeIfAbsent(
                        column, none -> new LinkedHashSet<>())
                .addAll(codes)));
        return words.entrySet().stream()
                .filter(word -> !word.getValue().contains(row.text(word.getKey())))
                .findFirst()
                .map(word -> IncomingMapping.undecidable(
                        named(word.getKey()), row.unreadable(word.getKey()), row.text(word.getKey())))
                .orElseGet(() -> FaultCode.CONTRADICTION.fault(named(last(words.keySet()))));
    }

    private static String named(String column) {
        return column.replace("@", "");
    }

    private static String last(Collection<String> columns) {
        return List.copyOf(columns).get(columns.size() - 1);
    }
}
