package dk.rampe.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real database with the hub's tables, and rows put into it by hand. Time stands still at {@link #NOW}. */
class Ledger implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-19T13:32:40Z");

    private final EmbeddedPostgres server;
    private final JdbcClient jdbc;

    Ledger() {
        try {
            server = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Flyway.configure().dataSource(database()).load().migrate();
        jdbc = JdbcClient.create(database());
    }

    DataSource database() {
        return server.getPostgresDatabase();
    }

    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    static Instant ago(Duration time) {
        return NOW.minus(time);
    }

    void clear() {
        jdbc.sql(
                        "truncate submission, submission_line, waiting_line, delivery, release, partner_trouble, service_gap, reconciliation_run cascade")
                .update();
    }

    UUID submission(String partner, String channel, String state, Instant at, String... faults) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into submission (id, partner, channel, kind, name, size, state, faults, received_at)
                        values (?, ?, ?, 'henvisning', ?, 1, ?, ?::jsonb, ?)
                        """)
                .params(id, partner, channel, "anne-andersen.csv", state, faults(faults), Timestamp.from(at))
                .update();
        return id;
    }

    void reconciled(Instant at, long differing) {
        jdbc.sql("""
                        insert into reconciliation_run
                            (planned_at, started_at, finished_at, submissions, lines, events, deliveries, differing)
                        values (:at::timestamptz::timestamp, :at, :at, 0, 0, 0, 0, :differing)""")
                .param("at", Timestamp.from(at))
                .param("differing", differing)
                .update();
    }

    void line(UUID submission, int line, String outcome, String... faults) {
        jdbc.sql("""
                        insert into submission_line (submission_id, line, message, element, case_number, outcome, faults)
                        values (?, ?, 'referral', 'linje', '740-2024-90000', ?, ?::jsonb)
                        """).params(submission, line, outcome, faults(faults)).update();
    }

    void lines(UUID submission, int first, int count, String outcome, String... faults) {
        for (int line = first; line < first + count; line++) {
            line(submission, line, outcome, faults);
        }
    }

    void waiting(UUID submission, int line, Instant since) {
        line(submission, line, "WAITING");
        jdbc.sql("""
                        insert into waiting_line (submission_id, line, municipality, case_number, record, waits_since)
                        values (?, ?, '740', '740-2024-90000', '', ?)
                        """).params(submission, line, Timestamp.from(since)).update();
    }

    UUID delivery(String partner, String kind, String state, Instant madeAt, int attempts) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into delivery (id, partner, kind, order_key, made_at, state, due_at, attempts, sent_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, case when ? in ('SENT', 'REJECTED') then ?::timestamptz end)
                        """)
                .params(
                        id,
                        partner,
                        kind,
                        id.toString(),
                        Timestamp.from(madeAt),
                        state,
                        Timestamp.from(attempts > 0 ? NOW.plusSeconds(60) : madeAt),
                        attempts,
                        state,
                        Timestamp.from(madeAt))
                .update();
        return id;
    }

    void answered(UUID delivery, String answer) {
        jdbc.sql("update delivery set answer = ? where id = ?")
                .params(answer, delivery)
                .update();
    }

    void carriedBy(UUID consignment, UUID delivery) {
        jdbc.sql("update delivery set consignment = ? where id = ?")
                .params(consignment, delivery)
                .update();
    }

    void release(String partner, LocalDate asOf, Instant madeAt, String state) {
        var id = UUID.randomUUID();
        jdbc.sql("insert into release (id, programme, as_of, known, made_at) values (?, 'rampen', ?, 1, ?)")
                .params(id, asOf, Timestamp.from(madeAt))
                .update();
        jdbc.sql("update delivery set release_id = ? where id = ?")
                .params(id, delivery(partner, "RELEASE", state, madeAt, 0))
                .update();
    }

    void trouble(String partner, String place, String trouble, Instant since) {
        jdbc.sql("insert into partner_trouble (partner, place, trouble, since) values (?, ?, ?, ?)")
                .params(partner, place, trouble, Timestamp.from(since))
                .update();
    }

    void missing(String partner, Instant since, long... numbers) {
        for (long number : numbers) {
            jdbc.sql("insert into service_gap (partner, number, noticed_at) values (?, ?, ?)")
                    .params(partner, number, Timestamp.from(since))
                    .update();
        }
    }

    /** @param faults code and field, separated by a slash */
    private static String faults(String... faults) {
        return Arrays.stream(faults)
                .map(fault -> fault.split("/", 2))
                .map(fault -> "{\"code\": \"%s\", \"field\": \"%s\"}".formatted(fault[0], fault[1]))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
