package dk.rampe.submission;

import static java.util.stream.Collectors.groupingBy;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partners;
import dk.rampe.submission.LineOutcome.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes whose case it was out of every line of an erased case, here and in the archive copies. What became of a line
 * stays, so that receipts still add up.
 */
@Component
class LineErasure {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Partners partners;
    private final Lines lines;
    private final WaitingLines waitingLines;
    private final Receipts receipts;
    private final ArchiveBlanking archiveBlanking;
    private final Clock clock;

    LineErasure(
            JdbcTemplate jdbc,
            Partners partners,
            Lines lines,
            WaitingLines waitingLines,
            Receipts receipts,
            ArchiveBlanking archiveBlanking,
            Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.partners = partners;
        this.lines = lines;
        this.waitingLines = waitingLines;
        this.receipts = receipts;
        this.archiveBlanking = archiveBlanking;
        this.clock = clock;
    }

    /** @param inProgress whether its submission is still being worked through, so that its receipt is yet to come */
    private record Found(
            UUID submission,
            long line,
            String kind,
            boolean copied,
            boolean inProgress,
            boolean waits,
            List<Fault> faults) {

        LineOutcome refused() {
            Fault fault = FaultCode.CASE_ERASED.fault();
            return new LineOutcome(
                    submission,
                    line,
                    Outcome.REJECTED,
                    null,
                    Stream.concat(faults.stream(), Stream.of(fault)).toList());
        }
    }

    /** @param submissions those of which a copy is to be written anew */
    record Blanked(int lines, List<UUID> submissions) {}

    /** Those that wait are refused, and their senders told. In the caller's transaction, which holds the case's lock. */
    Blanked erase(CaseKey key, Collection<UUID> participations) {
        List<Found> found = find(key, participations);
        List<Found> waiting = found.stream().filter(Found::waits).toList();
        List<LineOutcome> refused = waiting.stream().map(Found::refused).toList();
        lines.change(refused);
        waitingLines.remove(refused);
        blank(found);
        receipts.supplementary(waiting.stream()
                .filter(line -> !line.inProgress())
                .map(Found::refused)
                .toList());
        Map<UUID, List<Found>> copies = found.stream().filter(Found::copied).collect(groupingBy(Found::submission));
        copies.forEach((submission, its) -> clearCopy(
                submission, its.get(0).kind(), its.stream().map(Found::line).toList()));
        return new Blanked(found.size(), List.copyOf(copies.keySet()));
    }

    /** For lines of an erased case that have only just come. */
    void clearCopy(Submission submission, List<Long> numbers) {
        if (!numbers.isEmpty() && submission.archiveKey() != null) {
            clearCopy(submission.id(), submission.kind(), numbers);
        }
    }

    /** A message is about one case only. */
    private void clearCopy(UUID submission, String kind, List<Long> numbers) {
        if (kind.equals(ProgressEvents.MESSAGE)) {
            archiveBlanking.markWhole(submission);
        } else {
            archiveBlanking.mark(submission, numbers);
        }
    }

    /**
     * A provider's refused event says nowhere which municipality's case it named: all that have the number are taken, for
     * none of them had an effect.
     */
    private List<Found> find(CaseKey key, Collection<UUID> participations) {
        return sql.sql("""
                        select l.submission_id, l.line, s.kind, s.archive_key is not null as copied,
                               s.state = 'STORED' as in_progress, w.line is not null as waits, l.faults
                        from submission_line l
                        join submission s on s.id = l.submission_id
                        left join waiting_line w on (w.submission_id, w.line) = (l.submission_id, l.line)
                        where (l.case_number = :number or l.participation_id = any(:participations))
                          and (l.participation_id = any(:participations) or s.partner = :jobcentre
                               or w.municipality = :municipality
                               or w.line is null and l.outcome = 'REJECTED' and s.partner = any(:providers))
                        order by l.submission_id, l.line""")
                .param("number", key.caseNumber())
                .param("municipality", key.municipality())
                .param("participations", participations.toArray(UUID[]::new))
                .param("jobcentre", partners.jobcentreOf(key.municipality()).orElse(""))
                .param("providers", partners.providers().toArray(String[]::new))
                .query((row, i) -> read(row))
                .list();
    }

    private void blank(List<Found> found) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                update submission_line set case_number = null, participation_id = null, blanked_at = ?
                where submission_id = ? and line = ?""", found, 500, (row, line) -> {
            row.setTimestamp(1, now);
            row.setObject(2, line.submission());
            row.setLong(3, line.line());
        });
    }

    private static Found read(ResultSet row) throws SQLException {
        return new Found(
                row.getObject("submission_id", UUID.class),
                row.getLong("line"),
                row.getString("kind"),
                row.getBoolean("copied"),
                row.getBoolean("in_progress"),
                row.getBoolean("waits"),
                Ledger.faults(row.getString("faults")));
    }
}
