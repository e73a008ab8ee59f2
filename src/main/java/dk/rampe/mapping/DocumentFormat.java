package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;

/** How one kind of document is written to a partner. The same input gives the same bytes. */
public interface DocumentFormat {

    /** Of the bytes, for those that show the document as text; null when it is none. */
    Charset charset();

    /**
     * Writes the document, record by record; flushes and does not close the stream.
     *
     * @param header what holds for the whole document
     * @param records what it lists; fields that are absent or null are left out
     * @throws IllegalArgumentException when header or record breaks the canonical schema or holds a code the partner
     *     has no word for; names the field only
     */
    void write(ObjectNode header, Iterator<? extends JsonNode> records, OutputStream out) throws IOException;

    /** The whole document, for those that are kept in memory anyway. */
    default byte[] bytes(ObjectNode header, Iterable<? extends JsonNode> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(header, records.iterator(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
