package dk.rampe.submission;

import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into numbered chunks of one size; the last one may be shorter and comes with the close. */
final class ChunkOutput extends OutputStream {

    private final byte[] current;
    private final Chunks chunks;
    private int filled;
    private int next;

    interface Chunks {
        void take(int number, byte[] chunk);
    }

    ChunkOutput(int size, Chunks chunks) {
        this.current = new byte[size];
        this.chunks = chunks;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, current.length - filled);
            System.arraycopy(content, offset + done, current, filled, count);
            filled += count;
            done += count;
            if (filled == current.length) {
                pass();
            }
        }
    }

    private void pass() {
        chunks.take(next++, Arrays.copyOf(current, filled));
        filled = 0;
    }

    @Override
    public void close() {
        if (filled > 0) {
            pass();
        }
    }
}
