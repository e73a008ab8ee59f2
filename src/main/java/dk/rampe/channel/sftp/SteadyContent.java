package dk.rampe.channel.sftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * A download of a file that is written anew meanwhile may hold a part of either version, and be as long as it should be.
 * So the end of the content is reached only when the file still looks as it did when it was found.
 */
@Component("steadyContent")
public class SteadyContent {

    /** What {@link ReadyFiles} has left in the exchange: whether the file still looks the same. */
    static final String STEADY = "steady";

    SteadyContent() {}

    /**
     * @param steady asked once, at the end of the content, when the connection is free again
     * @return the content; its last read fails when the file has changed
     */
    public InputStream of(BooleanSupplier steady, InputStream content) {
        return new FilterInputStream(content) {

            private boolean checked;

            @Override
            public int read() throws IOException {
                return atTheEnd(in.read());
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return atTheEnd(in.read(to, offset, length));
            }

            private int atTheEnd(int read) throws IOException {
                if (read < 0 && !checked) {
                    checked = true;
                    if (!steady.getAsBoolean()) {
                        throw new ChangedMeanwhile();
                    }
                }
                return read;
            }
        };
    }

    private static final class ChangedMeanwhile extends IOException {}
}
