package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A workbook of one sheet: a heading, then a row per record, with real dates and numbers. */
final class WorkbookDocument implements DocumentFormat {

    private final Table table;
    private final List<OutgoingField> fields;
    private final OutgoingCheck check;

    WorkbookDocument(Table table, List<OutgoingField> fields, OutgoingCheck check) {
        this.table = table;
        this.fields = fields;
        this.check = check;
    }

    @Override
    public Charset charset() {
        return null;
    }

    @Override
    public void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException {
        check.checkedHeader(header);
        WorkbookOutput workbook = new WorkbookOutput();
        WorkbookOutput.Sheet sheet = workbook.sheet(table.sheet());
        sheet.heading(fields.stream().map(field -> Cell.text(field.path())).toList());
        for (int row = 2; records.hasNext(); row++) {
            sheet.put(row, cells(fields, check.checkedRecord(records.next())));
        }
        workbook.write(out);
    }

    static List<Cell> cells(List<OutgoingField> fields, JsonNode record) {
        List<Cell> cells = new ArrayList<>();
        for (OutgoingField field : fields) {
            String text = field.text(record);
            cells.add(
                    text == null || text.isEmpty()
                            ? Cell.BLANK
                            : switch (field.type()) {
                                case DATE -> new Cell(Cell.Kind.DATE, text);
                                case NUMBER, MINUTES, ROW -> new Cell(Cell.Kind.NUMBER, text);
                                default -> Cell.text(text);
                            });
        }
        return cells;
    }
}
