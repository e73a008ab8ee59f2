package dk.rampe.submission;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes whole copies out of the archive. Joins the caller's transaction, which holds the submissions' rows. */
@Component
class ArchiveCopies {

    private final JdbcClient sql;

    ArchiveCopies(JdbcClient sql) {
        this.sql = sql;
    }

    /** Chunks, keys, and notes of what was still to be taken out of them; like {@link #forget}. */
    int remove(Collection<UUID> submissions) {
        UUID[] ids = submissions.toArray(UUID[]::new);
        List<String> days = sql.sql("""
                        select distinct (received_at at time zone 'UTC')::date::text from submission
                        where id = any(?) and archive_key is not null""").param(ids).query(String.class).list();
        if (!days.isEmpty()) {
            sql.sql("delete from archive_chunk where stored_on = any(?::date[]) and submission_id = any(?)")
                    .params(days.toArray(String[]::new), ids)
                    .update();
        }
        return forget(submissions);
    }

    /**
     * The same of copies whose chunks go with their day. A key with which a line that waits is sealed too is not
     * destroyed.
     *
     * @return how many keys were
     */
    int forget(Collection<UUID> submissions) {
        UUID[] ids = submissions.toArray(UUID[]::new);
        sql.sql("delete from archive_blanking where submission_id = any(?)")
                .param(ids)
                .update();
        return sql.sql("""
                        update submission s set archive_key = null
                        where id = any(?) and archive_key is not null and state <> 'STORED'
                          and not exists (select from waiting_line w where w.submission_id = s.id)""").param(ids).update();
    }
}
