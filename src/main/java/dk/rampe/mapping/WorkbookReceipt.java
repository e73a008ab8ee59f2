package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.SheetRows.SheetRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * The sender's own sheets with a column more for each field that they have no column for. Rows that nothing is said of
 * are left out. Where there is nothing to repeat, the answers stand in a sheet of their own.
 */
final class WorkbookReceipt implements RepeatingFormat {

    private final Table table;
    private final List<OutgoingField> fields;
    private final OutgoingCheck check;
    private final WorkbookDocument alone;

    WorkbookReceipt(Table table, List<OutgoingField> fields, OutgoingCheck check) {
        this.table = table;
        this.fields = fields;
        this.check = check;
        this.alone = new WorkbookDocument(table, fields, check);
    }

    @Override
    public Charset charset() {
        return null;
    }

    @Override
    public void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException {
        alone.write(header, records, out);
    }

    @Override
    public void write(
            ObjectNode header,
            Iterator<? extends JsonNode> records,
            InputStream content,
            LongPredicate gone,
            OutputStream out)
            throws IOException, UnreadableSubmission {
        check.checkedHeader(header);
        Map<String, NavigableMap<Integer, Answer>> answers = new HashMap<>();
        while (records.hasNext()) {
            JsonNode record = check.checkedRecord(records.next());
            long line = record.path("line").asLong();
            answers.computeIfAbsent(record.path("element").asText(), sheet -> new TreeMap<>())
                    .computeIfAbsent(SheetLine.row(line), row -> new Answer(new ArrayList<>(), gone.test(line)))
                    .records()
                    .add(record);
        }
        WorkbookOutput receipt = new WorkbookOutput();
        try (Workbook workbook = Workbook.open(content)) {
            for (String sheet : table.repeats()) {
                if (workbook.has(sheet)) {
                    repeat(
                            workbook.rows(sheet),
                            answers.getOrDefault(sheet, Collections.emptyNavigableMap()),
                            receipt.sheet(sheet));
                }
            }
        }
        receipt.write(out);
    }

    /** What is said of a row, which is not repeated when it is gone. */
    private record Answer(List<JsonNode> records, boolean gone) {}

    private void repeat(SheetRows rows, NavigableMap<Integer, Answer> answers, WorkbookOutput.Sheet out)
            throws UnreadableSubmission {
        SheetRow first = rows.next();
        List<Cell> heading = first == null ? List.of() : first.cells();
        List<String> names = heading.stream().map(SheetHeading::name).toList();
        List<OutgoingField> more =
                fields.stream().filter(field -> !names.contains(field.path())).toList();
        int width = heading.size();
        out.heading(joined(
                heading,
                width,
                more.stream().map(field -> Cell.text(field.path())).toList()));
        Map<Integer, List<Cell>> answered = new HashMap<>();
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            if (answers.containsKey(row.number()) && !answers.get(row.number()).gone()) {
                answered.put(row.number(), row.cells());
            }
        }
        int at = 2;
        for (Map.Entry<Integer, Answer> answer : answers.entrySet()) {
            List<Cell> repeated = answered.getOrDefault(answer.getKey(), List.of());
            out.put(at++, joined(repeated, width, said(more, answer.getValue().records())));
        }
    }

    /** Of several answers to one row, each text once. */
    private static List<Cell> said(List<OutgoingField> fields, List<JsonNode> records) {
        List<Cell> cells = new ArrayList<>();
        for (OutgoingField field : fields) {
            cells.add(Cell.text(records.stream()
                    .map(field::text)
                    .filter(text -> text != null && !text.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(" "))));
        }
        return cells;
    }

    private static List<Cell> joined(List<Cell> cells, int width, List<Cell> more) {
        List<Cell> all = new ArrayList<>(cells.subList(0, Math.min(cells.size(), width)));
        while (all.size() < width) {
            all.add(Cell.BLANK);
        }
        all.addAll(more);
        return all;
    }
}
