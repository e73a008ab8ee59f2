package dk.rampe.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How sending to each partner goes on this node. The first failure ends a batch: what is behind it would most likely
 * fail too, each after a time-out of its own. And a partner that is away is no news every second.
 */
@Component
class Sending {

    private static final Duration NEWS_AGAIN = Duration.ofMinutes(1);

    private final Set<String> interrupted = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> troubleToldAt = new ConcurrentHashMap<>();

    void newBatch(String partner) {
        interrupted.remove(partner);
    }

    boolean isInterrupted(String partner) {
        return interrupted.contains(partner);
    }

    /** @return whether it is news: for the first time since something went out, or a minute after the last news */
    boolean failed(String partner, Instant now) {
        interrupted.add(partner);
        Instant told = troubleToldAt.get(partner);
        boolean justTold = told != null && now.isBefore(told.plus(NEWS_AGAIN)) && !now.isBefore(told);
        if (justTold) {
            return false;
        }
        troubleToldAt.put(partner, now);
        return true;
    }

    /** @return whether it is news: what was tried before had failed */
    boolean succeeded(String partner) {
        return troubleToldAt.remove(partner) != null;
    }
}
