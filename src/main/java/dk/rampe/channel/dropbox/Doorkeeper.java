package dk.rampe.channel.dropbox;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has come a few times without a key that opens is kept out for a while, whatever it comes with next. */
final class Doorkeeper implements SessionListener {

    static final int TRIES = 5;
    static final Duration KEPT_OUT = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    Doorkeeper(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {}

    @Override
    public void sessionCreated(Session session) {
        if (isKeptOut(address(session))) {
            session.close(true);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        if (session instanceof ServerSession server && !server.isAuthenticated()) {
            failed(address(session));
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            forget(address(session));
        }
    }

    synchronized boolean isKeptOut(String address) {
        Failures known = failures.get(address);
        return known != null && known.count() >= TRIES && isRecent(known);
    }

    private synchronized void failed(String address) {
        Failures known = failures.remove(address);
        if (known != null && known.count() >= TRIES && isRecent(known)) {
            // it was not let in to fail again: its time runs on
            failures.put(address, known);
            return;
        }
        int count = known != null && isRecent(known) ? known.count() + 1 : 1;
        failures.put(address, new Failures(count, clock.instant()));
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
        if (count == TRIES) {
            LOG.warn(
                    "drop box: {} is kept out for {} minutes: {} connections without a key that opens",
                    address,
                    KEPT_OUT.toMinutes(),
                    TRIES);
        }
    }

    private synchronized void forget(String address) {
        failures.remove(address);
    }

    private boolean isRecent(Failures known) {
        return clock.instant().isBefore(known.last().plus(KEPT_OUT));
    }

    private static String address(Session session) {
        SocketAddress remote = session.getIoSession().getRemoteAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : String.valueOf(remote);
    }
}
