package dk.rampe.mapping;

import dk.rampe.mapping.SheetRows.SheetRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the columns of a sheet are called. All agreed columns must be there, in any order, and no other that is named; a
 * receipt that comes back filled in again has some more, which its table ignores.
 */
final class SheetHeading {

    private final String sheet;
    private final IncomingMapping mapping;
    private final List<String> names;

    /** @param row the first that holds something; null when none does */
    SheetHeading(String sheet, IncomingMapping mapping, SheetRow row) {
        this.sheet = sheet;
        this.mapping = mapping;
        this.names = row == null
                ? List.of()
                : row.cells().stream().map(SheetHeading::name).toList();
    }

    /** A heading may be broken into several lines. */
    static String name(Cell cell) {
        return cell.text().replaceAll("[\\s\\u00a0]+", " ").strip();
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (String column : mapping.columns()) {
            if (!names.contains(column)) {
                faults.add(FaultCode.COLUMN_MISSING.fault(sheet + "!" + column));
            }
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean known = name.isEmpty() || mapping.columns().contains(name) || mapping.ignores(name);
            if (!known || !name.isEmpty() && !seen.add(name)) {
                faults.add(FaultCode.UNKNOWN_FIELD.fault(sheet, Map.of("position", String.valueOf(i + 1))));
            }
        }
        return faults;
    }

    /** A cell under no heading is there only when it holds something. */
    Row row(SheetRow cells) {
        Row row = new Row();
        for (int i = 0; i < Math.max(names.size(), cells.cells().size()); i++) {
            String name = i < names.size() ? names.get(i) : "";
            if (!name.isEmpty() || !cells.cell(i).isBlank()) {
                put(row, name, cells.cell(i));
            }
        }
        return row;
    }

    private void put(Row row, String name, Cell cell) {
        switch (cell.kind()) {
            case ERROR -> row.putUnreadable(name, FaultCode.CELL_ERROR);
            case UNCALCULATED -> row.putUnreadable(name, FaultCode.CELL_UNCALCULATED);
            case NUMBER -> row.put(name, cell.text().replace(".", mapping.decimal()));
            case DATE -> {
                String format = mapping.dateFormat(name);
                if (format == null) {
                    row.putUnreadable(name, FaultCode.CELL_IS_DATE);
                } else {
                    row.put(name, DateFormats.strict(format).format(java.time.LocalDate.parse(cell.text())));
                }
            }
            case TEXT -> row.put(name, cell.text());
        }
    }
}
