package dk.rampe.channel.sftp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A connection to a partner's server that knows how much it carries. */
final class Line extends Socket {

    /** Bytes in {@code silence}: some signs of life and their answers stay below, any answer in use is above. */
    private static final long OF_USE = 1024;

    private final AtomicLong carried = new AtomicLong();
    private final long silence;
    private long before;
    private long since = System.nanoTime();

    Line(Duration silence) {
        this.silence = silence.toNanos();
    }

    void connect(String host, int port, int timeout) throws IOException {
        connect(new InetSocketAddress(host, port), timeout);
    }

    /** To be called by one thread, now and then. */
    void closeIfSilent() {
        long now = System.nanoTime();
        if (carried.get() - before >= OF_USE) {
            before = carried.get();
            since = now;
        } else if (now - since > silence) {
            reset();
        }
    }

    /** What nobody takes is not kept to be sent. */
    private void reset() {
        try {
            setSoLinger(true, 0);
            close();
        } catch (IOException e) {
            // it is closed already
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int read = in.read();
                carried.addAndGet(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int count = in.read(to, offset, length);
                carried.addAndGet(Math.max(count, 0));
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                out.write(from, offset, length);
                carried.addAndGet(length);
            }
        };
    }
}
