package dk.rampe.rights;

import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import dk.rampe.retention.Purge;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who had what erased, and the marks of erased cases; the counted traces stay with the releases they are for. */
@Component
class ErasureRecordPurge implements Purge {

    private static final int AT_ONCE = 500;

    private record Records(String table, String key, String overdue) {}

    private static final List<Records> ALL = List.of(
            new Records("erasure", "id", "state = 'DONE' and case_key is null and done_at < :before"),
            new Records(
                    "erased_case",
                    "digest",
                    "erased_on < (cast(:before as timestamptz) at time zone 'Europe/Copenhagen')::date"));

    private final JdbcClient sql;
    private final Limits limits;

    ErasureRecordPurge(JdbcClient sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public HeldClass held() {
        return HeldClass.AUDIT;
    }

    @Override
    @Transactional
    public int removeSome(Instant now) {
        return ALL.stream().mapToInt(records -> removeSome(records, now)).sum();
    }

    private int removeSome(Records records, Instant now) {
        return sql.sql("""
                        delete from %1$s where %2$s in (
                            select %2$s from %1$s where %3$s limit %4$d for update skip locked)""".formatted(records.table(), records.key(), records.overdue(), AT_ONCE))
                .param("before", before(now))
                .update();
    }

    @Override
    public long overdue(Instant now) {
        return ALL.stream()
                .mapToLong(records -> sql.sql(
                                "select count(*) from %s where %s".formatted(records.table(), records.overdue()))
                        .param("before", before(now))
                        .query(Long.class)
                        .single())
                .sum();
    }

    private Timestamp before(Instant now) {
        return Timestamp.from(limits.before(HeldClass.AUDIT, now));
    }
}
