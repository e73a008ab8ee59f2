package dk.rampe.retention;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Before when something has been held too long, for SQL: by partner, or by whatever else the caller tells partners apart
 * by, and {@code otherwise} for all others.
 */
public record Cutoffs(Map<String, Instant> agreed, Instant otherwise) {

    /** @param column when it came or was made: {@code s.received_at}; after {@link #join} */
    public static String passed(String column) {
        return "%1$s < :latest and %1$s < coalesce(agreed.before, :otherwise)".formatted(column);
    }

    /** @param column with the partner: {@code s.partner} */
    public static String join(String column) {
        return "left join unnest(:agreed_with::text[], :agreed_before::timestamptz[]) as agreed (whom, before) on agreed.whom = "
                + column;
    }

    /** Binds what {@link #join} and {@link #passed} name. */
    public StatementSpec bind(StatementSpec statement) {
        return statement
                .param("agreed_with", agreed.keySet().toArray(String[]::new))
                .param(
                        "agreed_before",
                        agreed.values().stream().map(Instant::toString).toArray(String[]::new))
                .param("otherwise", Timestamp.from(otherwise))
                .param("latest", Timestamp.from(all().max(Instant::compareTo).orElseThrow()));
    }

    /** All before it has been held too long. */
    public Instant earliest() {
        return all().min(Instant::compareTo).orElseThrow();
    }

    private Stream<Instant> all() {
        return Stream.concat(agreed.values().stream(), Stream.of(otherwise));
    }
}
