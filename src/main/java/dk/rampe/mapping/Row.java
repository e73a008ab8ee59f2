package dk.rampe.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One record as the sender wrote it: cells by column name, or by path below the record's element. */
final class Row {

    private final Map<String, String> cells = new LinkedHashMap<>();
    private final Set<String> repeated = new LinkedHashSet<>();
    private final Map<String, FaultCode> unreadable = new HashMap<>();

    void put(String name, String text) {
        if (cells.putIfAbsent(name, text.strip()) != null) {
            repeated.add(name);
        }
    }

    /** There is a cell of that name, but nothing can be taken from it. */
    void putUnreadable(String name, FaultCode why) {
        put(name, "");
        unreadable.put(name, why);
    }

    /** Why nothing can be taken from the cell; null when it can be read. */
    FaultCode unreadable(String name) {
        return unreadable.get(name);
    }

    /** Stripped; empty when it came empty, null when it did not come. */
    String get(String name) {
        return cells.get(name);
    }

    /** Empty also when it did not come. */
    String text(String name) {
        return cells.getOrDefault(name, "");
    }

    /** @param values that will do, by the name of their cell; there may be none */
    boolean holds(Map<String, List<String>> values) {
        return values.entrySet().stream().allMatch(cell -> cell.getValue().contains(text(cell.getKey())));
    }

    Set<String> names() {
        return cells.keySet();
    }

    /** Names that came more than once. */
    Set<String> repeated() {
        return repeated;
    }

    ObjectNode asJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        cells.forEach(json::put);
        return json;
    }
}
