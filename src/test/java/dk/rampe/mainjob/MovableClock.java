package dk.rampe.mainjob;

import dk.rampe.partner.DanishTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** Danish time that goes on and can be moved ahead while a hub runs. */
final class MovableClock extends Clock {

    private final Clock system = Clock.system(DanishTime.ZONE);
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** @param danish wall-clock time */
    void moveTo(LocalDateTime danish) {
        ahead.set(Duration.between(
                system.instant(), danish.atZone(DanishTime.ZONE).toInstant()));
    }

    @Override
    public Instant instant() {
        return system.instant().plus(ahead.get());
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
