package dk.rampe.console;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the latest reconciliation has left. */
@Component
class BooksQuery {

    /** A night on which the clocks are turned back has 25 hours, and counting takes its time. */
    private static final Duration A_NIGHT = Duration.ofHours(26);

    private final JdbcClient sql;

    BooksQuery(JdbcClient sql) {
        this.sql = sql;
    }

    /** @return null when there never was one: the hub is new */
    Books latest(Instant now) {
        return sql.sql("""
                        select finished_at < ? as missed, differing from reconciliation_run
                        order by number desc limit 1""")
                .param(Timestamp.from(now.minus(A_NIGHT)))
                .query(Books.class)
                .optional()
                .orElse(null);
    }
}
