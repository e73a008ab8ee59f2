package dk.rampe.submission;

import java.io.InputStream;
import java.util.function.IntFunction;

/** A stream over numbered chunks, each fetched when the one before has been read; a null chunk is the end. */
final class ChunkStream extends InputStream {

    private final IntFunction<byte[]> chunks;
    private byte[] current = {};
    private int position;
    private int next;

    ChunkStream(IntFunction<byte[]> chunks) {
        this.chunks = chunks;
    }

    @Override
    public int read() {
        return advance() ? current[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean advance() {
        if (current != null && position == current.length) {
            current = chunks.apply(next++);
            position = 0;
        }
        return current != null;
    }
}
