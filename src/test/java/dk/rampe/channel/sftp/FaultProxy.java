package dk.rampe.channel.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A bad line to a partner's server: passes bytes on, until it is told to cut a connection or to fall silent. */
final class FaultProxy implements AutoCloseable {

    enum Way {
        TO_HUB,
        TO_SERVER
    }

    /** How the hub's side of a connection ends. */
    enum End {
        FIN,
        RST
    }

    /** @param after bytes of one connection, counted from now on */
    record Cut(Way way, long after, End end) {}

    /** Connections that came. */
    final AtomicInteger came = new AtomicInteger();

    private final ServerSocket front = new ServerSocket();
    private final int server;
    private final AtomicReference<Cut> cut = new AtomicReference<>();
    private final Queue<Cut> each = new ConcurrentLinkedQueue<>();
    private final AtomicLong most = new AtomicLong();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Object change = new Object();
    private boolean silent;
    private volatile Way measured = Way.TO_HUB;

    FaultProxy(int server) throws IOException {
        this(server, 0);
    }

    /** @param buffer bytes that are taken from the hub without being read; 0: as the system likes */
    FaultProxy(int server, int buffer) throws IOException {
        this.server = server;
        if (buffer > 0) {
            front.setReceiveBufferSize(buffer);
        }
        front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    /** Cuts the first connection that gets so far, and no other one. */
    void cutOnce(Cut next) {
        lines.forEach(Line::countAnew);
        cut.set(next);
    }

    /** Whether the connection it was meant for is gone. */
    boolean hasCut() {
        return cut.get() == null;
    }

    void cutNot() {
        cut.set(null);
    }

    /** Each of the next connections is cut, in this order; those after them are not. */
    void cutEach(List<Cut> next) {
        each.addAll(next);
    }

    /** From now on nothing is passed on any more; what comes is accepted and never answered. */
    void fallSilent() {
        setSilent(true);
    }

    void speak() {
        setSilent(false);
    }

    private void setSilent(boolean now) {
        synchronized (change) {
            silent = now;
            change.notifyAll();
        }
    }

    /** The most bytes that one connection has carried one way since the last {@link #measure}. */
    long most() {
        return most.get();
    }

    void measure(Way way) {
        measured = way;
        lines.forEach(Line::countAnew);
        most.set(0);
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket hub = front.accept();
                came.incrementAndGet();
                lines.removeIf(Line::isOver);
                new Line(hub, new Socket(InetAddress.getLoopbackAddress(), server));
            } catch (IOException e) {
                // closed, or the server is away: the hub is cut off
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fault proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        front.close();
        speak();
        lines.forEach(Line::drop);
    }

    private final class Line {

        final AtomicLong toHub = new AtomicLong();
        final AtomicLong toServer = new AtomicLong();
        private final Socket hub;
        private final Socket partner;
        private final Cut mine = each.poll();

        Line(Socket hub, Socket partner) throws IOException {
            this.hub = hub;
            this.partner = partner;
            hub.setTcpNoDelay(true);
            partner.setTcpNoDelay(true);
            lines.add(this);
            start(() -> pass(partner, hub, Way.TO_HUB, toHub));
            start(() -> pass(hub, partner, Way.TO_SERVER, toServer));
        }

        private void pass(Socket from, Socket to, Way way, AtomicLong count) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    awaitSpeech();
                    Cut due = mine == null ? cut.get() : mine;
                    if (due != null && due.way() == way && count.get() + n >= due.after()) {
                        if (due == mine || cut.compareAndSet(due, null)) {
                            out.write(buffer, 0, (int) Math.max(0, due.after() - count.get()));
                            end(due.end());
                            return;
                        }
                    }
                    long carried = count.addAndGet(n);
                    if (way == measured) {
                        most.accumulateAndGet(carried, Math::max);
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException | InterruptedException e) {
                // the other side is gone
            }
            drop();
        }

        private void awaitSpeech() throws InterruptedException {
            synchronized (change) {
                while (silent && !front.isClosed()) {
                    change.wait();
                }
            }
        }

        private void end(End end) throws IOException {
            partner.close();
            if (end == End.RST) {
                hub.setSoLinger(true, 0);
                hub.close();
                return;
            }
            hub.shutdownOutput();
            // a close with something unread would be a RST
            hub.getInputStream().transferTo(OutputStream.nullOutputStream());
            hub.close();
        }

        void countAnew() {
            toHub.set(0);
            toServer.set(0);
        }

        boolean isOver() {
            return hub.isClosed();
        }

        void drop() {
            try {
                hub.close();
                partner.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
