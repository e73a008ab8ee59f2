package dk.rampe.submission;

import dk.rampe.delivery.StaleAccounts;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.mapping.UnreadableSubmission;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes lines out of archive copies: marked in the transaction that wants them gone, done from a route. The copy is
 * written anew under another key, without them; the old key is destroyed with the old copy.
 */
@Component("archiveBlanking")
public class ArchiveBlanking {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveBlanking.class);
    private static final long WHOLE = -1;

    private final JdbcClient sql;
    private final Ledger ledger;
    private final Archive archive;
    private final ArchiveCopies copies;
    private final WaitingLines waitingLines;
    private final Formats formats;
    private final StaleAccounts staleAccounts;

    ArchiveBlanking(
            JdbcClient sql,
            Ledger ledger,
            Archive archive,
            ArchiveCopies copies,
            WaitingLines waitingLines,
            Formats formats,
            StaleAccounts staleAccounts) {
        this.sql = sql;
        this.ledger = ledger;
        this.archive = archive;
        this.copies = copies;
        this.waitingLines = waitingLines;
        this.formats = formats;
        this.staleAccounts = staleAccounts;
    }

    /** These lines of a submission go. Joins the caller's transaction. */
    void mark(UUID submission, Collection<Long> lines) {
        sql.sql(
                        "insert into archive_blanking (submission_id, line) select ?, unnest(?::bigint[]) on conflict do nothing")
                .params(submission, lines.toArray(Long[]::new))
                .update();
    }

    /** Nothing is left of a submission's copy. Joins the caller's transaction. */
    void markWhole(UUID submission) {
        sql.sql("insert into archive_blanking (submission_id) values (?) on conflict do nothing")
                .param(submission)
                .update();
    }

    /** Whether none of these submissions' copies is yet to be written anew. */
    boolean isDone(Collection<UUID> submissions) {
        return sql.sql("select not exists (select from archive_blanking where submission_id = any(?))")
                .param(submissions.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }

    /** Submissions with marked lines; none that is yet to be worked through, for that reads the copy. */
    public List<UUID> marked() {
        return sql.sql("""
                        select distinct submission_id from archive_blanking b
                        where not exists (select from submission s where s.id = b.submission_id and s.state = 'STORED')
                        limit 200""").query(UUID.class).list();
    }

    /** Takes out what is marked of one submission; changes nothing when another node was faster. */
    @Transactional
    public void blank(UUID id) throws IOException {
        Submission submission = ledger.hold(id).orElse(null);
        List<Long> lines = sql.sql("delete from archive_blanking where submission_id = ? returning coalesce(line, ?)")
                .params(id, WHOLE)
                .query(Long.class)
                .list();
        if (submission == null || lines.isEmpty() || submission.archiveKey() == null) {
            return;
        }
        if (lines.contains(WHOLE) || !isRewritten(submission, Set.copyOf(lines))) {
            copies.remove(List.of(id));
        }
        // receipts may repeat lines from the copy
        staleAccounts.mark(submission.partner());
        LOG.debug("submission {}: {} lines taken out of its archive copy", submission.shortId(), lines.size());
    }

    /** @return false when lines cannot be told apart, and all must go */
    private boolean isRewritten(Submission submission, Set<Long> lines) throws IOException {
        try {
            SubmissionFormat format = formats.of(submission);
            Archive.Rewritten copy =
                    archive.rewrite(submission, (content, to) -> format.blank(content, to, lines::contains));
            waitingLines.seal(submission, copy.key().key());
            ledger.copied(submission.id(), copy);
            return true;
        } catch (UnreadableSubmission | IllegalArgumentException e) {
            return false;
        }
    }
}
