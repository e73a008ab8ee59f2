package dk.rampe.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/** JSON that is canonical already: one object, an array of them, or one after the other. */
final class JsonSubmission implements SubmissionFormat {

    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final ObjectMapper JSON = new ObjectMapper(StrictJson.factory());

    private final Table table;
    private final CanonicalMapping mapping;

    JsonSubmission(Table table, CanonicalMapping mapping) {
        this.table = table;
        this.mapping = mapping;
    }

    /** The header's sendersId is that of a single record; several are told apart by their own. */
    @Override
    public Header check(InputStream content) throws UnreadableSubmission {
        String[] id = new String[1];
        long lines = walk(content, (record, number) -> id[0] = number == 1 ? id(record) : null);
        return new Header(id[0], null, lines);
    }

    @Override
    public void read(InputStream content, long afterLine, Consumer<Line> each) {
        try {
            walk(content, (record, number) -> {
                if (number > afterLine) {
                    each.accept(mapping.map(number, record));
                }
            });
        } catch (UnreadableSubmission e) {
            throw new IllegalStateException("read without being checked", e);
        }
    }

    @Override
    public void eachText(InputStream content, ObjLongConsumer<String> each) throws UnreadableSubmission {
        walk(content, (record, number) -> each.accept(record.toString(), number));
    }

    /** One record after the other. */
    @Override
    public void blank(InputStream content, OutputStream to, LongPredicate gone)
            throws UnreadableSubmission, IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        walk(content, (record, number) -> write(gone.test(number) ? "{}\n" : record + "\n", out));
        out.flush();
    }

    private static void write(String text, Writer out) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long walk(InputStream content, ObjLongConsumer<ObjectNode> each) throws UnreadableSubmission {
        try (RecordLimit json = new RecordLimit(JSON.createParser(Decoding.strict(content, StandardCharsets.UTF_8)))) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            long number = 0;
            JsonToken token = json.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (array) {
                token = json.nextToken();
            }
            for (; token == JsonToken.START_OBJECT; token = json.nextToken()) {
                each.accept(JSON.readTree(json), ++number);
                json.nextRecord();
            }
            boolean complete =
                    array ? token == JsonToken.END_ARRAY && json.nextToken() == null : token == null && number > 0;
            if (!complete) {
                throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
            }
            return number;
        } catch (StreamConstraintsException e) {
            throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
        } catch (JsonProcessingException e) {
            throw new UnreadableSubmission(FaultCode.MALFORMED.fault());
        } catch (CharacterCodingException e) {
            throw new UnreadableSubmission(FaultCode.WRONG_CHARSET.fault(null, Map.of("charset", "UTF-8")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String id(ObjectNode record) {
        JsonNode id = table.id() == null ? null : record.get(table.id());
        return id != null && id.isTextual() && ID.matcher(id.textValue()).matches() ? id.textValue() : null;
    }
}
