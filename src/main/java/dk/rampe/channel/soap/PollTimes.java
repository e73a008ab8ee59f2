package dk.rampe.channel.soap;

import java.time.Duration;
import java.time.Instant;

/**
 * When a partner is to be polled: at once after a start, then as agreed, and after a failure with pauses that grow from a
 * minute. Kept in memory only.
 */
final class PollTimes {

    private static final Duration FIRST = Duration.ofMinutes(1);

    private final Duration every;
    private Duration pause = Duration.ZERO;
    private Duration retry = FIRST;
    private Instant next = Instant.MIN;

    PollTimes(Duration every) {
        this.every = every;
    }

    /** One that would last longer than it is long began before the clock was put back. */
    synchronized boolean isDue(Instant now) {
        return !next.isAfter(now) || next.isAfter(now.plus(pause));
    }

    synchronized void polled(Instant now) {
        retry = FIRST;
        wait(now, every);
    }

    /** Never longer than what is agreed without any failure. */
    synchronized void failed(Instant now) {
        wait(now, retry.compareTo(every) < 0 ? retry : every);
        retry = pause.multipliedBy(2);
    }

    private void wait(Instant now, Duration time) {
        pause = time;
        next = now.plus(time);
    }
}
