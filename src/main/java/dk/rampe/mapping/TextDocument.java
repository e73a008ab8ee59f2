package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A text to be read by a person: what the header says line by line, then a line per record. */
final class TextDocument implements DocumentFormat {

    private static final String END_OF_LINE = "\r\n";

    private final Table table;
    private final List<OutgoingField> headerFields;
    private final List<OutgoingField> fields;
    private final OutgoingCheck check;

    TextDocument(Table table, List<OutgoingField> headerFields, List<OutgoingField> fields, OutgoingCheck check) {
        this.table = table;
        this.headerFields = headerFields;
        this.fields = fields;
        this.check = check;
    }

    @Override
    public Charset charset() {
        return table.charset();
    }

    @Override
    public void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, table.charset()));
        JsonNode about = check.checkedHeader(header);
        for (OutgoingField field : headerFields) {
            if (field.isRepeated()) {
                field.eachRepetition(about, (item, inner) -> lines.add(field.path() + ": " + texts(inner, item)));
            } else if (said(field, about) != null) {
                lines.add(said(field, about));
            }
        }
        writer.write(String.join(END_OF_LINE, lines) + END_OF_LINE);
        if (records.hasNext()) {
            writer.write(END_OF_LINE);
        }
        while (records.hasNext()) {
            writer.write(said(check.checkedRecord(records.next())) + END_OF_LINE);
        }
        writer.flush();
    }

    private String said(JsonNode record) {
        return joined(fields.stream().map(field -> said(field, record)));
    }

    /** Without what they are called. */
    private String texts(List<OutgoingField> inner, JsonNode item) {
        return joined(inner.stream().map(field -> field.text(item)));
    }

    private String joined(Stream<String> texts) {
        return texts.filter(Objects::nonNull).collect(Collectors.joining(table.delimiter() + " "));
    }

    private static String said(OutgoingField field, JsonNode from) {
        String text = field.text(from);
        return text == null || text.isEmpty() ? null : field.path() + ": " + text;
    }
}
