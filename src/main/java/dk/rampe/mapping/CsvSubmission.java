package dk.rampe.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;

/**
 * A CSV file with a heading. All agreed columns must be there, in any order, and no other: a column that was renamed,
 * or a file without a heading, must not be read as if something had been left empty.
 */
final class CsvSubmission implements SubmissionFormat {

    /** A file with more rows that do not fit its heading is no file of that kind: to answer each would take hours. */
    static final int MAX_ROWS_THAT_DO_NOT_FIT = 10_000;

    private final Table table;
    private final IncomingMapping mapping;

    CsvSubmission(Table table, IncomingMapping mapping) {
        this.table = table;
        this.mapping = mapping;
    }

    @Override
    public Header check(InputStream content) throws UnreadableSubmission {
        try {
            CsvReader rows = rows(content);
            List<String> heading = heading(rows);
            List<Fault> faults = headingFaults(heading);
            if (!faults.isEmpty()) {
                throw new UnreadableSubmission(faults);
            }
            return new Header(null, null, count(rows, heading.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(CsvReader rows, int cells) throws IOException, UnreadableSubmission {
        long lines = 0;
        int doNotFit = 0;
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            if (!isBlank(row)) {
                lines++;
                doNotFit += row.size() == cells ? 0 : 1;
            }
            if (doNotFit > MAX_ROWS_THAT_DO_NOT_FIT) {
                throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
            }
        }
        return lines;
    }

    @Override
    public void read(InputStream content, long afterLine, Consumer<Line> each) {
        try {
            CsvReader rows = rows(content);
            List<String> heading = heading(rows);
            long number = 1;
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                number++;
                if (number > afterLine && !isBlank(row)) {
                    each.accept(line(number, heading, row));
                }
            }
        } catch (UnreadableSubmission e) {
            throw new IllegalStateException("read without being checked", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void eachText(InputStream content, ObjLongConsumer<String> each) throws UnreadableSubmission {
        try {
            eachRow(content, (text, number) -> {
                if (number > 1) {
                    each.accept(text, number);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void blank(InputStream content, OutputStream to, LongPredicate gone)
            throws UnreadableSubmission, IOException {
        Writer out = new OutputStreamWriter(to, table.charset());
        eachRow(content, (text, number) -> out.write(gone.test(number) ? "\r\n" : text));
        out.flush();
    }

    private interface RowText {
        void accept(String text, long number) throws IOException;
    }

    private void eachRow(InputStream content, RowText each) throws IOException, UnreadableSubmission {
        Tape tape = new Tape(Decoding.strict(content, table.charset()));
        CsvReader rows = rows(tape);
        for (long number = 1; rows.next() != null; number++) {
            each.accept(tape.take(), number);
        }
    }

    private CsvReader rows(InputStream content) {
        return rows(Decoding.strict(content, table.charset()));
    }

    private CsvReader rows(Reader content) {
        return new CsvReader(content, table.charset(), table.delimiterSign());
    }

    private static List<String> heading(CsvReader rows) throws IOException, UnreadableSubmission {
        List<String> heading = rows.next();
        if (heading == null) {
            throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
        }
        return heading.stream().map(String::strip).toList();
    }

    private List<Fault> headingFaults(List<String> heading) {
        List<Fault> faults = new ArrayList<>();
        for (String column : mapping.columns()) {
            if (!heading.contains(column)) {
                faults.add(FaultCode.COLUMN_MISSING.fault(column));
            }
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < heading.size(); i++) {
            if (!mapping.columns().contains(heading.get(i)) || !seen.add(heading.get(i))) {
                faults.add(FaultCode.UNKNOWN_FIELD.fault(null, Map.of("position", String.valueOf(i + 1))));
            }
        }
        return faults;
    }

    private Line line(long number, List<String> heading, List<String> cells) {
        if (cells.size() != heading.size()) {
            return mapping.refused(
                    number,
                    FaultCode.WRONG_NUMBER_OF_CELLS.fault(
                            null,
                            Map.of(
                                    "found", String.valueOf(cells.size()),
                                    "expected", String.valueOf(heading.size()))));
        }
        Row row = new Row();
        for (int i = 0; i < cells.size(); i++) {
            row.put(heading.get(i), cells.get(i));
        }
        return mapping.map(number, row);
    }

    /** An empty line, as some systems leave at the end of a file, is no record. */
    private static boolean isBlank(List<String> row) {
        return row.size() == 1 && row.get(0).isBlank();
    }
}
