package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.function.LongPredicate;

/** A document that repeats the lines it answers. Without them, as {@link DocumentFormat}, it lists the answers alone. */
public interface RepeatingFormat extends DocumentFormat {

    /**
     * Writes the document; flushes and does not close the stream. The same content and records give the same bytes.
     *
     * @param content what is answered, as it came
     * @param gone numbers of lines that are not to be repeated
     * @throws UnreadableSubmission when lines of the content cannot be told apart
     * @throws IOException when content or document cannot be read or written
     * @throws IllegalArgumentException as {@link DocumentFormat#write}
     */
    void write(
            ObjectNode header,
            Iterator<? extends JsonNode> records,
            InputStream content,
            LongPredicate gone,
            OutputStream out)
            throws IOException, UnreadableSubmission;

    /** The whole document, for those that are kept in memory anyway. */
    default byte[] bytes(
            ObjectNode header, Iterable<? extends JsonNode> records, InputStream content, LongPredicate gone)
            throws IOException, UnreadableSubmission {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(header, records.iterator(), content, gone, out);
        return out.toByteArray();
    }
}
