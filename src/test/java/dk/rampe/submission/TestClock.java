package dk.rampe.submission;

import dk.rampe.partner.DanishTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** Danish time that a test sets; moves on by a millisecond whenever it is read, so that later is later. */
public final class TestClock extends Clock {

    private final AtomicReference<Instant> now = new AtomicReference<>();

    /** @param danish wall-clock time */
    public void set(String danish) {
        now.set(LocalDateTime.parse(danish).atZone(DanishTime.ZONE).toInstant());
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(instant -> instant.plusMillis(1));
    }

    @Override
    public ZoneId getZone() {
        return DanishTime.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the hub has one clock");
    }
}
