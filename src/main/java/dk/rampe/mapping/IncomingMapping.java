package dk.rampe.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An incoming field table at work: one row in, one line out. */
final class IncomingMapping {

    private static final String CASE_NUMBER = "caseNumber";

    private final Table table;
    private final String element;
    private final List<IncomingField> fields;
    private final CanonicalSchema schema;
    private final Map<String, Set<String>> decidingCodes;
    private final Set<String> columns;

    IncomingMapping(Table table, String element, List<IncomingField> fields, CanonicalSchema schema) {
        this.table = table;
        this.element = element;
        this.fields = fields;
        this.schema = schema;
        this.decidingCodes = decidingCodes(fields);
        this.columns = columns(table, fields);
    }

    String element() {
        return element;
    }

    /** Every column or path the table speaks of, in its order. */
    Set<String> columns() {
        return columns;
    }

    /** Whether what stands in a column may be dropped. */
    boolean ignores(String column) {
        return isUnder(table.ignored(), column);
    }

    /** How a date in the column is written; null where no date belongs. */
    String dateFormat(String column) {
        return fields.stream()
                .map(IncomingField::rule)
                .filter(rule -> rule.type() == Table.Type.DATE && column.equals(rule.from()))
                .map(rule -> rule.format() == null ? "yyyy-MM-dd" : rule.format())
                .findFirst()
                .orElse(null);
    }

    /** Decimal sign of numbers. */
    String decimal() {
        return table.decimal();
    }

    Line map(long number, Row row) {
        return !table.echo().isEmpty() && row.holds(table.echo()) ? echo(number, row) : read(number, row);
    }

    /** Of what the hub said itself only the case is of interest. */
    private Line echo(long number, Row row) {
        return new Line(number, table.message(), element, caseNumber(row), null, List.of(), true);
    }

    /** A record that no table is for. */
    Line refused(long number, Row row, Fault fault) {
        return new Line(number, table.message(), element, caseNumber(row), null, List.of(fault), false);
    }

    private String caseNumber(Row row) {
        Faults faults = new Faults();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        fields.stream()
                .filter(field -> field.target().equals(CASE_NUMBER))
                .forEach(field -> field.map(row, record, faults));
        boolean breaks = schema.breaches(record).stream()
                .anyMatch(breach -> breach.path().equals(CASE_NUMBER));
        return faults.any() || breaks ? null : record.path(CASE_NUMBER).asText(null);
    }

    private Line read(long number, Row row) {
        Faults faults = new Faults();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        Set<String> undecided = undecided(row, faults);
        refuseWhatMayNotStandThere(row, faults);
        for (IncomingField field : fields) {
            if (field.rule().when().keySet().stream().noneMatch(undecided::contains)) {
                field.map(row, record, faults);
            } else {
                faults.skip(field.target());
            }
        }
        checkAgainstSchema(record, faults);
        String caseNumber =
                faults.touch(CASE_NUMBER) ? null : record.path(CASE_NUMBER).asText(null);
        return new Line(
                number, table.message(), element, caseNumber, faults.refuse() ? null : record, faults.list(), false);
    }

    /** A line that cannot be taken apart. */
    Line refused(long number, Fault fault) {
        return new Line(number, table.message(), element, null, null, List.of(fault), false);
    }

    /** Columns that decide which fields apply but hold no code of theirs: what hangs on them is not looked at. */
    private Set<String> undecided(Row row, Faults faults) {
        Set<String> undecided = new LinkedHashSet<>();
        decidingCodes.forEach((column, codes) -> {
            String code = row.text(column);
            if (!codes.contains(code)) {
                undecided.add(column);
                if (fields.stream()
                        .noneMatch(field -> column.equals(field.rule().from()))) {
                    faults.add(column, undecidable(column.replace("@", ""), row.unreadable(column), code));
                }
            }
        });
        return undecided;
    }

    static Fault undecidable(String name, FaultCode unreadable, String code) {
        if (unreadable != null) {
            return unreadable.fault(name);
        }
        return code.isEmpty()
                ? FaultCode.EMPTY.fault(name)
                : FaultCode.UNKNOWN_CODE.fault(name, Map.of("list", name.toLowerCase(Locale.ROOT)));
    }

    private void refuseWhatMayNotStandThere(Row row, Faults faults) {
        int position = 0;
        for (String name : row.names()) {
            position++;
            if (isUnder(table.unchangeable(), name)) {
                String field = table.unchangeable().stream()
                        .filter(under -> isUnder(List.of(under), name))
                        .findFirst()
                        .orElse(name);
                if (!faults.touch(field)) {
                    faults.add(field, FaultCode.UNCHANGEABLE.fault(field));
                }
            } else if (!columns.contains(name) && !ignores(name) && !isEmptyParent(row, name)) {
                faults.add(name, FaultCode.UNKNOWN_FIELD.fault(null, Map.of("position", String.valueOf(position))));
            } else if (row.repeated().contains(name)) {
                faults.add(name, FaultCode.CONTRADICTION.fault(name.replace("@", "")));
            }
        }
    }

    private static boolean isUnder(List<String> names, String name) {
        return names.stream().anyMatch(under -> name.equals(under) || name.startsWith(under + "/"));
    }

    private boolean isEmptyParent(Row row, String name) {
        return row.text(name).isEmpty() && columns.stream().anyMatch(column -> column.startsWith(name + "/"));
    }

    private void checkAgainstSchema(ObjectNode record, Faults faults) {
        for (CanonicalSchema.Breach breach : schema.breaches(record)) {
            boolean asAWhole = breach.path().isEmpty();
            if (asAWhole ? !faults.any() : !faults.touch(breach.path())) {
                faults.add(breach.path(), breach.code().fault(sendersName(breach.path()), inSendersUnits(breach)));
            }
        }
    }

    private String sendersName(String path) {
        return field(path).map(IncomingField::sendersName).orElse(null);
    }

    private Optional<IncomingField> field(String path) {
        return fields.stream()
                .filter(field -> path.equals(field.target()) || path.startsWith(field.target() + "."))
                .findFirst();
    }

    /** A range of minutes is told in hours and minutes, as no sender writes minutes. */
    private Map<String, String> inSendersUnits(CanonicalSchema.Breach breach) {
        boolean minutes = field(breach.path())
                .filter(field -> field.rule().type() == Table.Type.MINUTES)
                .isPresent();
        if (!minutes || breach.code() != FaultCode.OUT_OF_RANGE) {
            return breach.details();
        }
        Map<String, String> hours = new LinkedHashMap<>();
        breach.details().forEach((key, text) -> {
            int value = Integer.parseInt(text);
            hours.put(key, "%d:%02d".formatted(value / 60, value % 60));
        });
        return hours;
    }

    private static Map<String, Set<String>> decidingCodes(List<IncomingField> fields) {
        Map<String, Set<String>> deciding = new LinkedHashMap<>();
        for (IncomingField field : fields) {
            field.rule().when().forEach((column, codes) -> deciding.computeIfAbsent(column, c -> new LinkedHashSet<>())
                    .addAll(codes));
        }
        deciding.forEach((column, codes) -> fields.stream()
                .filter(field -> column.equals(field.rule().from()))
                .forEach(field -> codes.addAll(field.codes())));
        return deciding;
    }

    private static Set<String> columns(Table table, List<IncomingField> fields) {
        Set<String> columns = new LinkedHashSet<>(table.where().keySet());
        columns.addAll(table.echo().keySet());
        for (IncomingField field : fields) {
            columns.addAll(field.rule().when().keySet());
            if (field.rule().from() != null) {
                columns.add(field.rule().from());
            }
            if (field.rule().minutesFrom() != null) {
                columns.add(field.rule().minutesFrom());
            }
        }
        return columns;
    }
}
