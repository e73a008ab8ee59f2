package dk.rampe.submission;

import dk.rampe.partner.Daybook;
import dk.rampe.partner.DaybookEntry;
import dk.rampe.partner.DaybookEntry.What;
import jakarta.annotation.PostConstruct;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notices at a start that the database is older than what was acknowledged, before anything goes out: a partner must
 * never get a number or a name again with another content. A provider leaves out what has a lower number than the last
 * message it got, and goes on fetching from the last number it saw.
 */
@Component
class AfterRestore {

    private static final Logger LOG = LoggerFactory.getLogger(AfterRestore.class);

    /** More than are given out between two back-ups. */
    private static final long STEP = 1_000_000_000;

    private final Daybook daybook;
    private final Missing missing;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AfterRestore(Daybook daybook, Missing missing, JdbcClient sql, TransactionTemplate transaction, Clock clock) {
        this.daybook = daybook;
        this.missing = missing;
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    @PostConstruct
    void notice() {
        List<DaybookEntry> noted = daybook.entries();
        if (noted.isEmpty()) {
            return;
        }
        int lacks = missing.of(noted).size();
        if (lacks == 0) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            goBeyond("event");
            goBeyond("delivery");
            reserve(noted);
        });
        daybook.restoreNoticed();
        LOG.warn(
                "the database was restored: it does not know {} files and events that were acknowledged. The command"
                        + " 'missing' names them; ask for them again",
                lacks);
    }

    private void goBeyond(String table) {
        sql.sql(
                        "select setval(seq, nextval(seq) + ?) from (select pg_get_serial_sequence(?, 'number')::regclass as seq) s")
                .params(STEP, table)
                .query(Long.class)
                .single();
    }

    /** For nobody: whoever wants one of these names gets the next one. */
    private void reserve(List<DaybookEntry> noted) {
        List<DaybookEntry> names =
                noted.stream().filter(entry -> entry.what() == What.NAMED).toList();
        sql.sql("""
                        insert into delivered_name (partner, name, owner, reserved_at)
                        select partner, name, ?, ? from unnest(?, ?) as given (partner, name)
                        on conflict do nothing""")
                .params(
                        UUID.randomUUID(),
                        Timestamp.from(clock.instant()),
                        names.stream().map(DaybookEntry::partner).toArray(String[]::new),
                        names.stream().map(DaybookEntry::name).toArray(String[]::new))
                .update();
    }
}
