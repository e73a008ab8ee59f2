package dk.rampe.mapping;

import java.io.InputStream;
import java.util.function.Consumer;

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
}
