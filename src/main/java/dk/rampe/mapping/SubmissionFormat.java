package dk.rampe.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.ObjLongConsumer;

/**
 * How one kind of submission is read, in two passes over the same bytes. Memory does not grow with their number. The
 * caller closes the stream.
 */
public interface SubmissionFormat {

    /**
     * Goes through everything once and changes nothing.
     *
     * @throws UnreadableSubmission when the submission must be refused whole: not well-formed, wrong charset, columns
     *     missing or unknown, wrong count, beyond the limits
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    Header check(InputStream content) throws UnreadableSubmission;

    /**
     * Hands over the lines after {@code afterLine}, in order.
     *
     * @throws IllegalStateException when the content would not pass {@link #check}
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    void read(InputStream content, long afterLine, Consumer<Line> each);

    /**
     * Hands over the text of each line as the sender wrote it, in order, with the line's number.
     *
     * @throws UnreadableSubmission when lines cannot be told apart
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    void eachText(InputStream content, ObjLongConsumer<String> each) throws UnreadableSubmission;

    /**
     * Writes the same content without what stood in some lines. All other lines keep their number; the copy is for
     * keeping, not for being taken in.
     *
     * @param gone numbers of the lines to leave empty
     * @throws UnreadableSubmission when lines cannot be told apart
     * @throws IOException when the copy cannot be written; unchecked when the stream cannot be read
     */
    void blank(InputStream content, OutputStream to, LongPredicate gone) throws UnreadableSubmission, IOException;

    /**
     * The bytes in which a text can be looked for that stands somewhere in the content: the content itself, unless it is
     * packed.
     *
     * @throws UnreadableSubmission when it cannot be unpacked
     */
    default InputStream unpacked(InputStream content) throws UnreadableSubmission, IOException {
        return content;
    }
}
