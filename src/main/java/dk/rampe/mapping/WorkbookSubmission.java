package dk.rampe.mapping;

import dk.rampe.mapping.SheetRows.SheetRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;

/**
 * A workbook with a sheet for each kind of record. All agreed sheets must be there; others are not looked at. It is held
 * in memory packed, and each sheet read row by row.
 */
final class WorkbookSubmission implements SubmissionFormat {

    static final int MAX_LINES = 50_000;

    private final Map<String, IncomingMapping> mappings;

    /** @param mappings by the name of their sheet, in the order they are read in */
    WorkbookSubmission(Map<String, IncomingMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public Header check(InputStream content) throws UnreadableSubmission {
        try (Workbook workbook = Workbook.open(content)) {
            List<Fault> faults = new ArrayList<>();
            long lines = 0;
            for (Map.Entry<String, IncomingMapping> sheet : mappings.entrySet()) {
                if (!workbook.has(sheet.getKey())) {
                    faults.add(FaultCode.SHEET_MISSING.fault(sheet.getKey()));
                    continue;
                }
                SheetRows rows = workbook.rows(sheet.getKey());
                faults.addAll(new SheetHeading(sheet.getKey(), sheet.getValue(), rows.next()).faults());
                while (faults.isEmpty() && rows.next() != null) {
                    if (++lines > MAX_LINES) {
                        throw new UnreadableSubmission(FaultCode.WORKBOOK_TOO_LARGE.fault());
                    }
                }
            }
            if (!faults.isEmpty()) {
                throw new UnreadableSubmission(faults);
            }
            return new Header(null, null, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(InputStream content, long afterLine, Consumer<Line> each) {
        try {
            eachRow(content, (number, sheet, heading, row) -> {
                if (number > afterLine) {
                    each.accept(mappings.get(sheet).map(number, heading.row(row)));
                }
            });
        } catch (UnreadableSubmission e) {
            throw new IllegalStateException("read without being checked", e);
        }
    }

    @Override
    public void eachText(InputStream content, ObjLongConsumer<String> each) throws UnreadableSubmission {
        eachRow(
                content,
                (number, sheet, heading, row) ->
                        each.accept(row.cells().stream().map(Cell::text).collect(Collectors.joining("\t")), number));
    }

    /** What is left is a workbook of the agreed sheets alone, with what their cells showed and where. */
    @Override
    public void blank(InputStream content, OutputStream to, LongPredicate gone)
            throws UnreadableSubmission, IOException {
        WorkbookOutput copy = new WorkbookOutput();
        try (Workbook workbook = Workbook.open(content)) {
            int index = 0;
            for (String sheet : mappings.keySet()) {
                WorkbookOutput.Sheet out = copy.sheet(sheet);
                SheetRows rows = rows(workbook, sheet);
                SheetRow heading = rows.next();
                for (SheetRow row = heading; row != null; row = rows.next()) {
                    if (row == heading || !gone.test(SheetLine.number(index, row.number()))) {
                        out.put(row.number(), row.cells());
                    }
                }
                index++;
            }
        }
        copy.writePacked(to);
    }

    /** All its parts, one after the other. */
    @Override
    public InputStream unpacked(InputStream content) throws UnreadableSubmission, IOException {
        WorkbookFile file = WorkbookFile.read(content);
        List<InputStream> parts = new ArrayList<>();
        for (String name : file.names()) {
            parts.add(file.open(name));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private interface RowVisitor {
        void row(long number, String sheet, SheetHeading heading, SheetRow row);
    }

    private void eachRow(InputStream content, RowVisitor each) throws UnreadableSubmission {
        try (Workbook workbook = Workbook.open(content)) {
            int index = 0;
            for (Map.Entry<String, IncomingMapping> sheet : mappings.entrySet()) {
                SheetRows rows = rows(workbook, sheet.getKey());
                SheetHeading heading = new SheetHeading(sheet.getKey(), sheet.getValue(), rows.next());
                for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                    each.row(SheetLine.number(index, row.number()), sheet.getKey(), heading, row);
                }
                index++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SheetRows rows(Workbook workbook, String sheet) throws UnreadableSubmission {
        if (!workbook.has(sheet)) {
            throw new UnreadableSubmission(FaultCode.SHEET_MISSING.fault(sheet));
        }
        return workbook.rows(sheet);
    }
}
