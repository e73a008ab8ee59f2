package dk.rampe.submission;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.submission.OverdueLines.Overdue;
import dk.rampe.vault.DataKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lines whose case, or the event they correct, is not here yet; kept sealed until it comes. */
@Component
class WaitingLines {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Archive archive;
    private final Clock clock;

    WaitingLines(JdbcTemplate jdbc, Archive archive, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.archive = archive;
        this.clock = clock;
    }

    /** @param told what waits, for {@code key} */
    record Waiting(CaseKey key, Told told) {}

    /** Lines of one submission. */
    void add(Submission submission, Collection<Waiting> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        DataKey key = archive.key(submission.archiveKey(), submission.id());
        jdbc.batchUpdate("""
                insert into waiting_line (submission_id, line, municipality, case_number, event_id, event_key, record, waits_since)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", lines, 500, (row, waiting) -> {
            Told told = waiting.told();
            byte[] record = told.record().toString().getBytes(StandardCharsets.UTF_8);
            row.setObject(1, submission.id());
            row.setLong(2, told.line());
            row.setString(3, waiting.key().municipality());
            row.setString(4, waiting.key().caseNumber());
            row.setString(5, told.text("eventId"));
            row.setString(6, told.text("supersedes"));
            row.setBytes(7, key.seal(record, place(told.line())));
            row.setTimestamp(8, now);
        });
    }

    /** What waits for these cases, in the order it came. The caller holds the cases' locks. */
    List<Waiting> of(Collection<CaseKey> keys) {
        return sql.sql("""
                        select w.*, s.partner, s.stamp, s.archive_key, l.message, l.faults
                        from waiting_line w
                        join submission s on s.id = w.submission_id
                        join submission_line l on (l.submission_id, l.line) = (w.submission_id, w.line)
                        where (w.municipality, w.case_number) in (select * from unnest(?::text[], ?::text[]))
                        order by s.number, w.line""")
                .param(keys.stream().map(CaseKey::municipality).toArray(String[]::new))
                .param(keys.stream().map(CaseKey::caseNumber).toArray(String[]::new))
                .query((row, i) -> read(row))
                .list();
    }

    /** Submissions with lines that wait since before then; none that is still being worked through. */
    List<UUID> overdue(Instant before) {
        return sql.sql("""
                        select w.submission_id from waiting_line w join submission s on s.id = w.submission_id
                        where w.waits_since < ? and s.state <> 'STORED'
                        group by w.submission_id order by min(w.waits_since) limit 200""").param(Timestamp.from(before)).query(UUID.class).list();
    }

    /** Lines of one submission that wait since before then. */
    List<Overdue> overdue(UUID submission, Instant before, int atMost) {
        return sql.sql("""
                        select w.line, w.municipality, w.case_number, l.faults
                        from waiting_line w join submission_line l using (submission_id, line)
                        where w.submission_id = ? and w.waits_since < ? order by w.line limit ?""")
                .params(submission, Timestamp.from(before), atMost)
                .query((row, i) -> new Overdue(
                        row.getLong(1),
                        new CaseKey(row.getString(2), row.getString(3)),
                        Ledger.faults(row.getString(4))))
                .list();
    }

    /** Seals what waits of a submission with its copy's new key; joins the transaction that changes the key. */
    void seal(Submission submission, DataKey newKey) {
        DataKey old = archive.key(submission.archiveKey(), submission.id());
        sql.sql("select line, record from waiting_line where submission_id = ? order by line for update")
                .param(submission.id())
                .query((row, i) -> Map.entry(row.getLong(1), row.getBytes(2)))
                .list()
                .forEach(line -> {
                    String place = place(line.getKey());
                    sql.sql("update waiting_line set record = ? where submission_id = ? and line = ?")
                            .params(
                                    newKey.seal(old.open(line.getValue(), place), place),
                                    submission.id(),
                                    line.getKey())
                            .update();
                });
    }

    void remove(Collection<LineOutcome> decided) {
        jdbc.batchUpdate("delete from waiting_line where submission_id = ? and line = ?", decided, 500, (row, line) -> {
            row.setObject(1, line.submission());
            row.setLong(2, line.line());
        });
    }

    private Waiting read(ResultSet row) throws SQLException {
        UUID submission = row.getObject("submission_id", UUID.class);
        long line = row.getLong("line");
        byte[] record = archive.key(row.getBytes("archive_key"), submission).open(row.getBytes("record"), place(line));
        return new Waiting(
                new CaseKey(row.getString("municipality"), row.getString("case_number")),
                new Told(
                        submission,
                        line,
                        row.getString("partner"),
                        row.getString("message"),
                        json(record),
                        Stamps.ofLine(row.getString("stamp"), line),
                        Ledger.faults(row.getString("faults"))));
    }

    private static ObjectNode json(byte[] record) {
        try {
            return (ObjectNode) JSON.readTree(record);
        } catch (IOException e) {
            throw new IllegalStateException("a waiting line is unreadable");
        }
    }

    private static String place(long line) {
        return "line " + line;
    }
}
