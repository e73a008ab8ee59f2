package dk.rampe.partner;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Whether the database does its work, as the routes find it: told once when it does not - it is away, all its
 * connections are taken, its disk is full - and once when it has done so again for a while. Every route would else tell it
 * for everything it has to do.
 */
@Component("databaseWatch")
class DatabaseWatch implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    /** Classes of SQLSTATE: connection, resources, an operator's doing, the system under it, itself. */
    private static final Set<String> TROUBLE = Set.of("08", "53", "57", "58", "XX");

    private static final Duration A_WHILE = Duration.ofSeconds(15);

    private final AtomicBoolean fails = new AtomicBoolean();
    private volatile long failedAt;

    /** Whether it is the database that failed, and not what it was asked: no answer, no room, stopped, broken. */
    public boolean isTrouble(Exception exception) {
        return causes(exception)
                .anyMatch(cause -> cause instanceof TransactionException
                        || cause instanceof SQLTransientConnectionException
                        || cause instanceof SQLException refusal && TROUBLE.contains(stateClass(refusal)));
    }

    public void failed(Exception cause) {
        failedAt = System.nanoTime();
        if (fails.compareAndSet(false, true)) {
            LOG.warn(
                    "the database does not do its work ({}), tried again; nothing is acknowledged meanwhile",
                    reason(cause));
        }
    }

    /** Called again and again, after something has been written. */
    public void works() {
        if (System.nanoTime() - failedAt > A_WHILE.toNanos() && fails.compareAndSet(true, false)) {
            LOG.info("the database does its work again");
        }
    }

    @Override
    public Health health() {
        return fails.get() ? Health.down().build() : Health.up().build();
    }

    /** No text of an exception: it may quote values. */
    private static String reason(Exception exception) {
        return causes(exception)
                .filter(cause -> cause instanceof SQLException refusal && refusal.getSQLState() != null)
                .map(cause -> "SQLSTATE " + ((SQLException) cause).getSQLState())
                .findFirst()
                .orElse(exception.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Exception exception) {
        return Stream.iterate((Throwable) exception, Objects::nonNull, Throwable::getCause)
                .limit(20);
    }

    private static String stateClass(SQLException refusal) {
        return String.valueOf(refusal.getSQLState()).substring(0, 2);
    }
}
