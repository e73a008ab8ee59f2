package dk.rampe.rights;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who opened a personal half and why, and when there was none any more. */
final class Audits {

    /** Purpose, before the reference if there is one. */
    static final String ACCESS = "access request";

    private Audits() {}

    /** @param who partner, the word {@code hub}, or an operator */
    record Opening(Instant at, String who, String purpose) {}

    static List<Opening> of(JdbcClient sql, Collection<UUID> participations) {
        return sql.sql("select distinct at, who, purpose from vault.audit where participation_id = any(?) order by at")
                .param(participations.toArray(UUID[]::new))
                .query(Opening.class)
                .list();
    }

    /** @return null when there is a key */
    static LocalDate destroyedOn(JdbcClient sql, UUID participation) {
        return sql.sql(
                        "select destroyed_at from vault.participation_key where participation_id = ? and destroyed_at is not null")
                .param(participation)
                .query((row, i) -> Deadlines.day(SubmissionHoldings.instant(row, "destroyed_at")))
                .optional()
                .orElse(null);
    }
}
