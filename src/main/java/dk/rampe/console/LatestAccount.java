package dk.rampe.console;

import dk.rampe.rights.Account;
import dk.rampe.rights.Holdings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * What is held, as counted some minutes ago at most: counting millions of rows takes seconds, and nobody waits for it. One
 * count at a time, asked for by whoever looks.
 */
@Component
class LatestAccount {

    static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private static final Duration WAITED_FOR = Duration.ofSeconds(1);

    private final Holdings holdings;
    private final Clock clock;
    private Account latest;
    private CompletableFuture<Account> counting;

    LatestAccount(Holdings holdings, Clock clock) {
        this.holdings = holdings;
        this.clock = clock;
    }

    /** @return the one from before when the new one takes long; empty when there is none yet */
    Optional<Account> get() {
        CompletableFuture<Account> count = begin();
        if (count != null) {
            try {
                keep(count, count.get(WAITED_FOR.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.ofNullable(kept());
            } catch (ExecutionException e) {
                keep(count, kept());
                throw new CompletionException("what is held could not be counted", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.ofNullable(kept());
    }

    /** @return the count under way; null when the latest one is new enough */
    private synchronized CompletableFuture<Account> begin() {
        boolean stale = latest == null
                || Duration.between(latest.at(), clock.instant()).abs().compareTo(GOOD_FOR) > 0;
        if (counting == null && stale) {
            counting = CompletableFuture.supplyAsync(holdings::account);
        }
        return counting;
    }

    private synchronized void keep(CompletableFuture<Account> count, Account account) {
        if (counting == count) {
            counting = null;
            latest = account;
        }
    }

    private synchronized Account kept() {
        return latest;
    }
}
