package dk.rampe.rights;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts for what is held. Counts rows and files and reads dates: nothing personal is opened, so no key is needed. Counting all
 * takes seconds when there are millions of rows.
 */
@Component
public class Holdings {

    private static final Comparator<Holding> BY_PARTNER =
            comparing(Holding::partner, nullsLast(naturalOrder())).thenComparing(Holding::store);

    private final DataSource database;
    private final HubSettings settings;
    private final Limits limits;
    private final Clock clock;

    /** @param database a hub's; this may be another process */
    public Holdings(DataSource database, HubSettings settings, Limits limits, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    /** All that is held of every partner, as it stands at one moment. */
    public Account account() {
        return snapshot(sql -> account(sql, clock.instant()));
    }

    /**
     * What is held of one case, overdue or not.
     *
     * @param municipality three-digit code, or null: wherever there is such a case
     * @return no holdings when nothing is held
     */
    public Account ofCase(String caseNumber, String municipality) {
        return snapshot(sql -> {
            Deadlines deadlines = deadlines(clock.instant());
            CaseHoldings holdings = new CaseHoldings(sql, deadlines, caseNumber, municipality);
            return new Account(deadlines.now(), sorted(holdings.all()), purges(sql));
        });
    }

    private Account account(JdbcClient sql, Instant now) {
        Deadlines deadlines = deadlines(now);
        SubmissionHoldings submissions = new SubmissionHoldings(sql, deadlines);
        ParticipationHoldings participations = new ParticipationHoldings(sql, deadlines);
        List<Holding> found = new ArrayList<>();
        found.addAll(submissions.archive());
        found.addAll(submissions.waitingLines());
        found.addAll(submissions.refusedLines());
        found.addAll(submissions.submissions());
        found.addAll(submissions.deliveries());
        found.addAll(new VaultHoldings(sql, deadlines).holdings());
        found.addAll(participations.persons());
        found.addAll(participations.facts());
        found.addAll(participations.audit());
        found.addAll(participations.erasures());
        found.addAll(new DropBoxHoldings(deadlines).all());
        found.addAll(new OtherHoldings(sql, deadlines).all());
        found.addAll(nothing(found, deadlines));
        return new Account(now, sorted(found), purges(sql));
    }

    private Deadlines deadlines(Instant now) {
        return new Deadlines(settings, limits, now);
    }

    private static List<Holding> sorted(List<Holding> holdings) {
        return holdings.stream().sorted(BY_PARTNER).toList();
    }

    /** Where something of a partner's could be and is not. */
    private List<Holding> nothing(List<Holding> found, Deadlines deadlines) {
        List<Holding> nothing = new ArrayList<>();
        settings.partners().forEach((id, partner) -> {
            Set<Store> stores = stores(partner.role());
            found.stream()
                    .filter(holding -> id.equals(holding.partner()))
                    .forEach(holding -> stores.remove(holding.store()));
            for (Store store : stores) {
                nothing.add(new Holding(id, store, 0L, null, null, deadlines.limit(store, id), null, 0));
            }
        });
        return nothing;
    }

    private static Set<Store> stores(Partner.Role role) {
        return switch (role) {
            case JOBCENTRE -> EnumSet.range(Store.ARCHIVE, Store.ERASURES);
            case PROVIDER -> EnumSet.range(Store.ARCHIVE, Store.DELIVERIES);
            case EVALUATOR -> EnumSet.of(Store.DELIVERIES, Store.RELEASES);
        };
    }

    private static Map<HeldClass, LastPurge> purges(JdbcClient sql) {
        Map<HeldClass, LastPurge> purges = new EnumMap<>(HeldClass.class);
        sql.sql("""
                        select distinct on (held) held, finished_at, removed, left_overdue
                        from purge_run order by held, planned_at desc""")
                .query((row, i) -> purges.put(
                        HeldClass.valueOf(row.getString("held")),
                        new LastPurge(
                                SubmissionHoldings.instant(row, "finished_at"),
                                row.getLong("removed"),
                                row.getLong("left_overdue"))))
                .list();
        return purges;
    }

    private <T> T snapshot(Function<JdbcClient, T> query) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(database));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        JdbcClient sql = JdbcClient.create(database);
        return snapshot.execute(status -> {
            // sums over millions of rows that would else be sorted on disk
            sql.sql("select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)")
                    .query()
                    .listOfRows();
            return query.apply(sql);
        });
    }
}
