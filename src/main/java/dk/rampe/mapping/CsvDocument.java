package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A CSV file with a heading, CRLF, quoted where needed. A character the charset does not have becomes a question
 * mark.
 */
final class CsvDocument implements DocumentFormat {

    private final Table table;
    private final List<OutgoingField> fields;
    private final OutgoingCheck check;

    CsvDocument(Table table, List<OutgoingField> fields, OutgoingCheck check) {
        this.table = table;
        this.fields = fields;
        this.check = check;
    }

    @Override
    public Charset charset() {
        return table.charset();
    }

    @Override
    public void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException {
        check.checkedHeader(header);
        Writer writer = new BufferedWriter(new OutputStreamWriter(
                out,
                table.charset()
                        .newEncoder()
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .onMalformedInput(CodingErrorAction.REPLACE)));
        writer.write(line(fields.stream().map(OutgoingField::path).toList()));
        while (records.hasNext()) {
            JsonNode record = check.checkedRecord(records.next());
            writer.write(line(fields.stream().map(field -> field.text(record)).toList()));
        }
        writer.flush();
    }

    private String line(List<String> cells) {
        return cells.stream().map(this::quoted).collect(Collectors.joining(table.delimiter(), "", "\r\n"));
    }

    private String quoted(String cell) {
        if (cell == null) {
            return "";
        }
        boolean needed =
                cell.contains(table.delimiter()) || cell.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
