package dk.rampe.mapping;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The parts of a workbook, packed, in memory: they refer to each other and stand in any order. What all of them unpack to
 * is limited, however little they are packed.
 */
final class WorkbookFile implements Closeable {

    /** Some forty thousand rows like ours. */
    static final int MAX_BYTES = 4 << 20;

    static final int MAX_UNPACKED = 32 << 20;
    static final int MAX_PARTS = 1_000;

    private static final byte[] PART = {'P', 'K', 3, 4};
    private static final byte[] DIRECTORY_ENTRY = {'P', 'K', 1, 2};

    private final ZipFile zip;
    private int left = MAX_UNPACKED;

    private WorkbookFile(ZipFile zip) {
        this.zip = zip;
    }

    /** @throws IOException when the content cannot be read; what is wrong with it is a fault */
    static WorkbookFile read(InputStream content) throws IOException, UnreadableSubmission {
        byte[] start = content.readNBytes(PART.length);
        if (!startsWith(start, 0, PART)) {
            throw new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
        }
        byte[] rest = content.readNBytes(MAX_BYTES);
        byte[] bytes = new byte[start.length + rest.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        if (bytes.length > MAX_BYTES || holdsTooManyParts(bytes)) {
            throw new UnreadableSubmission(FaultCode.WORKBOOK_TOO_LARGE.fault());
        }
        try {
            return new WorkbookFile(ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                    .get());
        } catch (IOException | RuntimeException e) {
            throw new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
        }
    }

    /** Before a directory is made of them. */
    private static boolean holdsTooManyParts(byte[] bytes) {
        int parts = 0;
        for (int at = 0; at + DIRECTORY_ENTRY.length <= bytes.length; at++) {
            if (startsWith(bytes, at, DIRECTORY_ENTRY)) {
                parts++;
            }
        }
        return parts > MAX_PARTS;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] sign) {
        return bytes.length >= at + sign.length
                && bytes[at] == sign[0]
                && bytes[at + 1] == sign[1]
                && bytes[at + 2] == sign[2]
                && bytes[at + 3] == sign[3];
    }

    /** There is more in it than any workbook of ours can hold. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }

    List<String> names() {
        return Collections.list(zip.getEntries()).stream()
                .map(ZipArchiveEntry::getName)
                .toList();
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** The part unpacked; reading throws {@link TooLarge} when all that was read from here is too much. */
    InputStream open(String name) throws UnreadableSubmission {
        ZipArchiveEntry entry = zip.getEntry(name);
        boolean usual = entry != null
                && (entry.getMethod() == ZipArchiveEntry.DEFLATED || entry.getMethod() == ZipArchiveEntry.STORED);
        if (!usual) {
            throw new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
        }
        try {
            return new Unpacked(zip.getInputStream(entry));
        } catch (IOException | RuntimeException e) {
            throw new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private final class Unpacked extends FilterInputStream {

        Unpacked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new TooLarge();
            }
            return count;
        }
    }
}
