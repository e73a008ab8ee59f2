package dk.rampe.channel.dropbox;

import dk.rampe.partner.Trouble;
import dk.rampe.partner.Troubles;
import dk.rampe.partner.Troubles.Place;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
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

    /** Whose account was asked for; a session has no name of its own before it is let in. */
    private static final AttributeKey<String> ASKED_FOR = new AttributeKey<>();

    private final Set<String> accounts;
    private final Troubles troubles;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    /** @param troubles where operators see who was kept out, when it was one of these accounts */
    Doorkeeper(Set<String> accounts, Troubles troubles, Clock clock) {
        this.accounts = accounts;
        this.troubles = troubles;
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
            String account = session.getAttribute(ASKED_FOR);
            if (failed(address(session)) && account != null) {
                // anew, so that it is told of since the last time
                troubles.ended(account, Place.ENTERING);
                troubles.arose(account, Place.ENTERING, Trouble.KEPT_OUT);
            }
        }
    }

    /** @param name that is given with a key, of whatever account */
    void asks(Session session, String name) {
        if (accounts.contains(name)) {
            session.setAttribute(ASKED_FOR, name);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            forget(address(session));
            troubles.ended(((ServerSession) session).getUsername(), Place.ENTERING);
        }
    }

    synchronized boolean isKeptOut(String address) {
        Failures known = failures.get(address);
        return known != null && known.count() >= TRIES && isRecent(known);
    }

    /** @return whether it is kept out from now on */
    private synchronized boolean failed(String address) {
        Failures known = failures.remove(address);
        if (known != null && known.count() >= TRIES && isRecent(known)) {
            // it was not let in to fail again: its time runs on
            failures.put(address, known);
            return false;
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
        return count == TRIES;
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
