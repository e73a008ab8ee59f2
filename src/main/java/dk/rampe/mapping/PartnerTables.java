package dk.rampe.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tables of one partner's folder, compiled. */
final class PartnerTables {

    private final Map<String, IncomingTable> incoming = new TreeMap<>();
    private final Map<String, DocumentFormat> outgoing = new TreeMap<>();

    static List<Path> foldersIn(Path mappings) {
        return list(mappings).stream()
                .filter(Files::isDirectory)
                .filter(folder -> !folder.endsWith("canonical"))
                .toList();
    }

    static PartnerTables load(Path folder, CanonicalSchemas schemas) {
        PartnerTables tables = new PartnerTables();
        TableFiles files = schemas.tableFiles();
        for (Path file : list(folder)) {
            if (file.toString().endsWith(".yaml")) {
                Table table = files.read(file);
                TableCompiler compiler = new TableCompiler(file, table, schemas);
                if (table.direction() == Table.Direction.IN) {
                    tables.incoming.put(table.message(), compiler.incoming());
                } else {
                    tables.outgoing.put(table.message(), compiler.outgoing());
                }
            }
        }
        return tables;
    }

    IncomingTable incoming(String message) {
        return found(incoming.get(message), message);
    }

    DocumentFormat outgoing(String message) {
        return found(outgoing.get(message), message);
    }

    Set<String> messages() {
        Set<String> messages = new TreeSet<>(incoming.keySet());
        messages.addAll(outgoing.keySet());
        return messages;
    }

    private static <T> T found(T table, String message) {
        if (table == null) {
            throw new IllegalArgumentException("no field table " + message);
        }
        return table;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
