package dk.rampe.submission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Submissions that could not be worked through, each left alone for a while, longer each time: 1 s, 2 s, 4 s ... 1 min.
 * Kept in memory only: a new start tries everything at once.
 */
final class Pauses {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();
    private final Clock clock;

    Pauses(Clock clock) {
        this.clock = clock;
    }

    private record Pause(Duration length, Instant over) {

        /** One that would last longer than it is long began before the clock was put back. */
        boolean isRunning(Instant now) {
            return over.isAfter(now) && !over.isAfter(now.plus(length));
        }
    }

    List<UUID> running() {
        Instant now = clock.instant();
        return pauses.entrySet().stream()
                .filter(entry -> entry.getValue().isRunning(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    void lengthen(UUID submission) {
        pauses.compute(submission, (id, last) -> {
            Duration length =
                    last == null ? Duration.ofSeconds(1) : last.length().multipliedBy(2);
            Duration capped = length.compareTo(LONGEST) > 0 ? LONGEST : length;
            return new Pause(capped, clock.instant().plus(capped));
        });
    }

    void end(UUID submission) {
        pauses.remove(submission);
    }
}
