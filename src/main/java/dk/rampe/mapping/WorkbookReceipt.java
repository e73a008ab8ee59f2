package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.SheetRows.SheetRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

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

    /** A row of one of the sender's sheets. */
    private record Place(String sheet, int row) {}

    @Override
    public void write(
            ObjectNode header,
            Iterator<? extends JsonNode> records,
            InputStream content,
            LongPredicate gone,
            OutputStream out)
            throws IOException, UnreadableSubmission {
        check.checkedHeader(header);
        Map<Place, List<JsonNode>> answers = new LinkedHashMap<>();
        Set<Place> notRepeated = new LinkedHashSet<>();
        while (records.hasNext()) {
            JsonNode record = check.checkedRecord(records.next());
            long line = record.path("line").asLong();
            Place place = new Place(record.path("element").asText(), SheetLine.row(line));
            answers.computeIfAbsent(place, any -> new ArrayList<>()).add(record);
            if (gone.test(line)) {
                notRepeated.add(place);
            }
        }
        WorkbookOutput receipt = new WorkbookOutput();
        try (Workbook workbook = Workbook.open(content)) {
            for (String sheet : table.repeats()) {
                if (workbook.has(sheet)) {
                    repeat(sheet, workbook.rows(sheet), answers, notRepeated, receipt.sheet(sheet));
                }
            }
        }
        receipt.write(out);
    }

    private void repeat(
            String sheet,
            SheetRows rows,
            Map<Place, List<JsonNode>> answers,
            Set<Place> notRepeated,
            WorkbookOutput.Sheet out)
            throws UnreadableSubmission {
        SheetRow first = rows.next();
        List<Cell> heading = first == null ? List.of() : first.cells();
        List<String> names = heading.stream().map(SheetHeading::name).toList();
        List<OutgoingField> more =
                fields.stream().filter(field -> !names.contains(field.path())).toList();
        out.heading(joined(
                heading,
                heading.size(),
                more.stream().map(field -> Cell.text(field.path())).toList()));
        int at = 2;
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            Place place = new Place(sheet, row.number());
            List<JsonNode> said = answers.get(place);
            if (said != null) {
                List<Cell> repeated = notRepeated.contains(place) ? List.of() : row.cells();
                out.put(at++, joined(repeated, heading.size(), answer(more, said)));
            }
        }
    }

    /** Of several answers to one row, each text once. */
    private static List<Cell> answer(List<OutgoingField> fields, List<JsonNode> said) {
        List<Cell> cells = new ArrayList<>();
        for (OutgoingField field : fields) {
            Set<String> texts = new LinkedHashSet<>();
            for (JsonNode record : said) {
                String text = field.text(record);
                if (text != null && !text.isEmpty()) {
                    texts.add(text);
                }
            }
            cells.add(Cell.text(String.join(" ", texts)));
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
