package dk.rampe.submission;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How far a partner's numbered events are stored, and which numbers below have not come. */
@Component
public class EventNumbers {

    private final JdbcClient sql;
    private final Clock clock;

    EventNumbers(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The highest number that is stored; nothing when none is. */
    public Optional<Long> position(String partner) {
        return sql.sql("select number from service_position where partner = ?")
                .param(partner)
                .query(Long.class)
                .optional();
    }

    /**
     * Together with the events that it counts.
     *
     * @param from what {@link #position} said before the service was asked
     * @throws IllegalStateException when somebody has gone on from there meanwhile
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void advance(String partner, Optional<Long> from, long to) {
        int changed = from.isPresent()
                ? sql.sql("update service_position set number = ?, stored_at = ? where partner = ? and number = ?")
                        .params(to, now(), partner, from.get())
                        .update()
                : sql.sql(
                                "insert into service_position (partner, number, stored_at) values (?, ?, ?) on conflict do nothing")
                        .params(partner, to, now())
                        .update();
        if (changed == 0) {
            throw new IllegalStateException("another node has stored events of " + partner + " meanwhile");
        }
    }

    /** Numbers that were jumped over; both ends count. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void missed(String partner, long first, long last) {
        sql.sql("""
                        insert into service_gap (partner, number, noticed_at)
                        select ?, number, ? from generate_series(?::bigint, ?::bigint) as number
                        on conflict do nothing""").params(partner, now(), first, last).update();
    }

    /** What these number is stored, and missing no more; what an operator has closed stays so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void came(String partner, long first, long last) {
        sql.sql("delete from service_gap where partner = ? and number between ? and ? and closed_at is null")
                .params(partner, first, last)
                .update();
    }

    /** Numbers to be asked for again, the one that was so longest ago first. */
    public List<Long> missing(String partner, int atMost) {
        return sql.sql("""
                        select number from service_gap where partner = ? and closed_at is null
                        order by asked_at nulls first, number limit ?""").params(partner, atMost).query(Long.class).list();
    }

    /** It was asked for in vain. */
    public void asked(String partner, long number) {
        sql.sql("update service_gap set asked_at = ? where partner = ? and number = ?")
                .params(now(), partner, number)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
