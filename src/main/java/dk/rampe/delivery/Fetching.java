package dk.rampe.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.EventLog;
import dk.rampe.partner.Partners;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deliveries that a provider fetches, page by page. A page ends below the lowest number that can still appear (see
 * {@link EventLog#ORDER_LOCK}), so who goes on from its end misses nothing and gets nothing twice. For a provider
 * without a broker what a page holds is SENT when its transaction commits. A participation whose personal half went when
 * its time was up is not among them.
 */
@Component
public class Fetching {

    /** Time stamps are taken before the commit that makes them visible. */
    private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(1);

    private static final String LATEST_CASES = """
            from delivery d join participation p on p.id = d.participation_id and p.provider = d.partner
            where d.partner = :partner and d.kind = 'CASE' and d.state <> 'CANCELLED' and d.event_number > :after
              and not exists (select from delivery later
                              where later.kind = 'CASE' and later.participation_id = d.participation_id
                                and later.partner = d.partner and later.event_number > d.event_number)
              and (p.erased_at is not null
                   or not exists (select from vault.participation_key closed
                                  where closed.participation_id = p.id and closed.destroyed_at is not null))
            """;

    private static final String REJECTIONS = """
            from delivery d where d.partner = :partner and d.kind = 'REJECTION' and d.number > :after
            """;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Renderings renderings;
    private final StatusNews statusNews;
    private final CaseLocks locks;
    private final Partners partners;
    private final Clock clock;

    Fetching(
            JdbcClient sql,
            TransactionTemplate transaction,
            Renderings renderings,
            StatusNews statusNews,
            CaseLocks locks,
            Partners partners,
            Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.renderings = renderings;
        this.statusNews = statusNews;
        this.locks = locks;
        this.partners = partners;
        this.clock = clock;
    }

    /**
     * @param next the number to go on after
     * @param more whether there was more at that time
     */
    public record Page(List<ObjectNode> messages, long next, boolean more) {}

    /**
     * The latest message of each of the provider's cases that changed after an event number, in the order of these
     * numbers.
     *
     * @param after 0: from the beginning
     */
    public Page cases(String provider, long after, int most) {
        if (isNothing(LATEST_CASES, provider, after)) {
            return new Page(List.of(), after, false);
        }
        long settled = settled("event", provider);
        return transaction.execute(status -> {
            List<Delivery> found = read(LATEST_CASES, "event_number", provider, after, settled, most);
            // nobody erases a case while it is on its way
            locks.holdOf(
                    first(found, most).stream().map(Delivery::participationId).toList());
            Page page = page(found, after, most);
            List<Delivery> handedOver = first(found, most);
            if (partners.get(provider).fetches() && !handedOver.isEmpty()) {
                statusNews.handedOver(
                        handedOver.stream().map(Delivery::participationId).toList());
                sent(provider, handedOver);
            }
            return page;
        });
    }

    /** What had to wait and was refused since, or could not be told at once, in the order of delivery numbers. */
    public Page rejections(String provider, long after, int most) {
        if (isNothing(REJECTIONS, provider, after)) {
            return new Page(List.of(), after, false);
        }
        long settled = settled("delivery where kind = 'REJECTION' and partner = :partner", provider);
        return transaction.execute(status -> {
            List<Delivery> found = read(REJECTIONS, "number", provider, after, settled, most);
            Page page = page(found, after, most);
            if (partners.get(provider).fetches()) {
                sent(provider, first(found, most));
            }
            return page;
        });
    }

    /**
     * From where the provider's cases that changed since a time are found. Some that changed shortly before may be
     * among them, none that changed later is left out.
     */
    public long before(String provider, Instant time) {
        long settled = settled("event", provider);
        return sql.sql("""
                        select coalesce(min(event_number) - 1, :settled) from delivery
                        where partner = :partner and kind = 'CASE' and made_at >= :time and event_number <= :settled""")
                .param("settled", settled)
                .param("partner", provider)
                .param("time", Timestamp.from(time.minus(COMMITTED_WITHIN)))
                .query(Long.class)
                .single();
    }

    /** Spares the wait for transactions under way, for who asks often. */
    private boolean isNothing(String wanted, String provider, long after) {
        return sql.sql("select not exists (select " + wanted + ")")
                .param("partner", provider)
                .param("after", after)
                .query(Boolean.class)
                .single();
    }

    /** The last number that is used; no lower one can appear any more. */
    private long settled(String rows, String provider) {
        return transaction.execute(status -> {
            sql.sql("select set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(?)")
                    .param(EventLog.ORDER_LOCK)
                    .query()
                    .listOfRows();
            return sql.sql("select coalesce(max(number), 0) from " + rows)
                    .param("partner", provider)
                    .query(Long.class)
                    .single();
        });
    }

    /** One more than is asked for, to know whether there is more. */
    private List<Delivery> read(String wanted, String number, String provider, long after, long settled, int most) {
        return sql.sql("select d.* " + wanted + " and d." + number + " <= :settled order by d." + number
                        + " limit :most + 1")
                .param("partner", provider)
                .param("after", after)
                .param("settled", settled)
                .param("most", most)
                .query((row, i) -> Deliveries.read(row))
                .list();
    }

    private Page page(List<Delivery> found, long after, int most) {
        List<Delivery> page = first(found, most);
        long next = page.isEmpty() ? after : number(page.get(page.size() - 1));
        return new Page(
                renderings.messages(page).stream().map(Rendered::content).toList(), next, found.size() > most);
    }

    private static long number(Delivery delivery) {
        return delivery.kind() == Delivery.Kind.CASE ? delivery.eventNumber() : delivery.number();
    }

    private static List<Delivery> first(List<Delivery> found, int most) {
        return found.subList(0, Math.min(found.size(), most));
    }

    /** What they hold tells what older ones of the same order key would have told. */
    private void sent(String provider, List<Delivery> page) {
        sql.sql("""
                        update delivery set state = 'SENT', sent_at = :now
                        where id in (select d.id from delivery d
                                     join unnest(:keys::text[], :numbers::bigint[]) as got (order_key, number)
                                       on d.order_key = got.order_key and d.number <= got.number
                                     where d.partner = :partner and d.state = 'PENDING' and d.kind <> 'STATUS'
                                     order by d.number for update of d)""")
                .param("now", Timestamp.from(clock.instant()))
                .param("keys", page.stream().map(Delivery::orderKey).toArray(String[]::new))
                .param("numbers", page.stream().map(Delivery::number).toArray(Long[]::new))
                .param("partner", provider)
                .update();
    }
}
