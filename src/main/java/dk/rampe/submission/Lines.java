package dk.rampe.submission;

import static java.util.stream.Collectors.toMap;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Line;
import dk.rampe.submission.LineOutcome.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of each line of each submission. */
@Component
class Lines {

    private static final String OUTCOME_AT = "case when decided_at > ? then 'WAITING' else outcome end";

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Clock clock;

    Lines(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.clock = clock;
    }

    /** @param outcome of {@code line}; @param blank whether the line may not say whose case it is about */
    record Entry(Line line, LineOutcome outcome, boolean blank) {}

    void add(Collection<Entry> entries) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into submission_line (submission_id, line, message, element, case_number, outcome, faults,
                                             participation_id, blanked_at)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)""", entries, 500, (row, entry) -> {
            row.setObject(1, entry.outcome().submission());
            row.setLong(2, entry.line().number());
            row.setString(3, entry.line().message());
            row.setString(4, entry.line().element());
            row.setString(5, entry.blank() ? null : entry.line().caseNumber());
            row.setString(6, entry.outcome().outcome().name());
            row.setString(7, Ledger.json(entry.outcome().faults()));
            row.setObject(8, entry.outcome().participationId());
            row.setTimestamp(9, entry.blank() ? now : null);
        });
    }

    /** What waited has now been decided. */
    void change(Collection<LineOutcome> outcomes) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                update submission_line set outcome = ?, faults = ?::jsonb, participation_id = ?, decided_at = ?
                where submission_id = ? and line = ?""", outcomes, 500, (row, outcome) -> {
            row.setString(1, outcome.outcome().name());
            row.setString(2, Ledger.json(outcome.faults()));
            row.setObject(3, outcome.participationId());
            row.setTimestamp(4, now);
            row.setObject(5, outcome.submission());
            row.setLong(6, outcome.line());
        });
    }

    /** How many lines had which outcome at a time; an outcome that did not occur is 0. */
    Map<Outcome, Long> counts(UUID submission, Instant at) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        counts.putAll(sql
                .sql("select %s as then_outcome, count(*) from submission_line where submission_id = ? group by 1"
                        .formatted(OUTCOME_AT))
                .params(Timestamp.from(at), submission)
                .query((row, i) -> Map.entry(Outcome.valueOf(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return counts;
    }

    /**
     * @param element the sender's word for such a record
     * @param blanked whether whose case it was about has been deleted
     */
    record Answer(long line, String element, String caseNumber, boolean blanked, Outcome outcome, List<Fault> faults) {}

    /**
     * @param only these lines; null: all
     * @param at the answer as it was then, so that a receipt says the same however late it is rendered
     */
    List<Answer> answers(UUID submission, List<Long> only, Instant at) {
        return sql.sql("""
                        select line, element, case_number, %s, faults, blanked_at is not null
                        from submission_line
                        where submission_id = ? and (?::bigint[] is null or line = any(?)) order by line""".formatted(OUTCOME_AT))
                .params(Arrays.asList(Timestamp.from(at), submission, array(only), array(only)))
                .query((row, i) -> answer(row))
                .list();
    }

    /** A line that waited then had nothing but warnings, whatever it was refused for since. */
    private static Answer answer(ResultSet row) throws SQLException {
        Outcome outcome = Outcome.valueOf(row.getString(4));
        List<Fault> faults = Ledger.faults(row.getString(5)).stream()
                .filter(fault -> outcome != Outcome.WAITING || !fault.refuses())
                .toList();
        return new Answer(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(6), outcome, faults);
    }

    private static Long[] array(List<Long> lines) {
        return lines == null ? null : lines.toArray(Long[]::new);
    }
}
