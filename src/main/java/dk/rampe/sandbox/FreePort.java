package dk.rampe.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine for a server that starts some seconds later. Not one of those (32768 and up) that a system gives
 * to whoever asks for any, and to every client: it would be gone by then.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 30_000;

    private FreePort() {}

    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
    }
}
