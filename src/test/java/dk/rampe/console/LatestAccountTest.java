package dk.rampe.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.rights.Account;
import dk.rampe.rights.Holdings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestAccountTest {

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger counts = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-19T13:32:40Z");
    private boolean fails;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    private final LatestAccount latest = new LatestAccount(
            new Holdings(null, null, null, clock) {
                @Override
                public Account account() {
                    counts.incrementAndGet();
                    mayEnd.acquireUninterruptibly();
                    if (fails) {
                        throw new IllegalStateException("no database");
                    }
                    return new Account(now, List.of(), Map.of());
                }
            },
            clock);

    @Test
    void nobodyWaitsForALongCountAndThereIsOneAtATime() {
        assertThat(latest.get()).isEmpty();
        assertThat(latest.get()).isEmpty();
        assertThat(counts).hasValue(1);
        mayEnd.release();
        await().until(() -> latest.get().isPresent());
        assertThat(counts).hasValue(1);
    }

    @Test
    void aCountIsGoodForFiveMinutesAndThenShownUntilTheNextIsThere() {
        mayEnd.release();
        Optional<Account> first = latest.get();
        now = now.plus(LatestAccount.GOOD_FOR);
        assertThat(latest.get()).isEqualTo(first).isPresent();
        assertThat(counts).hasValue(1);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(latest.get()).isEqualTo(first);
        mayEnd.release();
        await().until(() -> latest.get().get().at().equals(now));
        assertThat(counts).hasValue(2);
    }

    @Test
    void aCountThatFailsIsToldAndTriedAgain() {
        fails = true;
        mayEnd.release();
        assertThatThrownBy(latest::get).hasMessageContaining("could not be counted");
        fails = false;
        mayEnd.release();
        assertThat(latest.get()).isPresent();
    }
}
