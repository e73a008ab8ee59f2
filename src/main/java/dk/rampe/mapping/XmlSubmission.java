package dk.rampe.mapping;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;
import javax.xml.stream.XMLStreamException;

/** An XML file with one or several kinds of records. */
final class XmlSubmission implements SubmissionFormat {

    private final Table table;
    private final XmlRecords records;
    private final RecordTables tables;

    /** @param table any of those that read the file */
    XmlSubmission(Table table, RecordTables tables) {
        this.table = table;
        this.records = new XmlRecords(table, tables.paths());
        this.tables = tables;
    }

    @Override
    public Header check(InputStream content) throws UnreadableSubmission {
        return records.walk(content, (number, path, row) -> {});
    }

    @Override
    public void read(InputStream content, long afterLine, Consumer<Line> each) {
        try {
            records.walk(content, (number, path, row) -> {
                if (number > afterLine) {
                    each.accept(tables.line(path, number, row));
                }
            });
        } catch (UnreadableSubmission e) {
            throw new IllegalStateException("read without being checked", e);
        }
    }

    @Override
    public void eachText(InputStream content, ObjLongConsumer<String> each) throws UnreadableSubmission {
        records.walk(content, (number, path, row) -> each.accept(row.asJson().toString(), number));
    }

    @Override
    public void blank(InputStream content, OutputStream to, LongPredicate gone) throws UnreadableSubmission {
        try {
            new XmlBlanking(table, tables.paths()).copy(content, to, gone);
        } catch (XMLStreamException e) {
            throw XmlInput.refusal(e, table.charset());
        }
    }
}
