package dk.rampe.delivery;

import dk.rampe.delivery.Delivery.Kind;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been sent, or is to be, about some cases and submissions; for people who follow one. Renders nothing. */
public final class DeliveryTrail {

    private final JdbcClient sql;

    public DeliveryTrail(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A delivery and how far it has come. A status that has been gathered has the names, the times and the attempts of
     * the file it travels in.
     *
     * @param id the message's, for a case; the status's, for a status
     * @param state as the table {@code delivery} has it; SENT says that the partner was given it, not that it was
     *     accepted
     * @param lines of the submission that a supplementary receipt speaks of; null: all
     * @param names untrusted: a receipt's repeats the sender's name of the file
     * @param answer the partner's own, with its reason, or why the broker gave it back; null: there is none
     */
    public record Sent(
            UUID id,
            String partner,
            Kind kind,
            UUID participationId,
            Long eventNumber,
            UUID submissionId,
            List<Long> lines,
            List<String> names,
            String state,
            Instant madeAt,
            Instant sentAt,
            Instant fetchedAt,
            int attempts,
            String answer) {

        public boolean speaksOf(UUID submission, long line) {
            return submission.equals(submissionId) && (lines == null || lines.contains(line));
        }
    }

    /** Cases and statuses of the participations, receipts and rejections of the submissions, in the order they were made. */
    public List<Sent> of(Collection<UUID> participations, Collection<UUID> submissions) {
        return sql.sql("""
                        select d.*, coalesce(c.names, d.names) as names_at_partner,
                               coalesce(c.attempts, d.attempts) as all_attempts
                        from delivery d left join delivery c on c.id = d.consignment
                        where d.participation_id = any(?) or d.submission_id = any(?)
                        order by d.number""")
                .params(participations.toArray(UUID[]::new), submissions.toArray(UUID[]::new))
                .query((row, i) -> read(row))
                .list();
    }

    private static Sent read(ResultSet row) throws SQLException {
        Array lines = row.getArray("lines");
        return new Sent(
                row.getObject("id", UUID.class),
                row.getString("partner"),
                Kind.valueOf(row.getString("kind")),
                row.getObject("participation_id", UUID.class),
                row.getObject("event_number", Long.class),
                row.getObject("submission_id", UUID.class),
                lines == null ? null : List.of((Long[]) lines.getArray()),
                Deliveries.names(row.getString("names_at_partner")),
                row.getString("state"),
                instant(row.getTimestamp("made_at")),
                instant(row.getTimestamp("sent_at")),
                instant(row.getTimestamp("fetched_at")),
                row.getInt("all_attempts"),
                row.getString("answer"));
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
