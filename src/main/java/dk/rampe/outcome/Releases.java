package dk.rampe.outcome;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.Partner;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;

/** Makes outcome releases of the programmes in the settings. */
@Service
public class Releases {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private final Map<String, Programme> programmes;
    private final Map<String, Partner> partners;
    private final OutcomeFacts facts;
    private final ReleaseStore store;
    private final Clock clock;

    Releases(HubSettings settings, OutcomeFacts facts, ReleaseStore store, Clock clock) {
        this.programmes = settings.programmes();
        this.partners = settings.partners();
        this.facts = facts;
        this.store = store;
        this.clock = clock;
    }

    /** The same over a hub's database, for a process that is not the hub. */
    public static Releases over(DataSource database, HubSettings settings, Clock clock) {
        JdbcClient sql = JdbcClient.create(database);
        OutcomeRole role = new OutcomeRole(sql, new DataSourceTransactionManager(database));
        return new Releases(settings, new OutcomeFacts(database, role), new ReleaseStore(sql, role), clock);
    }

    /**
     * Makes a release of all that is known now and stores it; joins the caller's transaction, so that a delivery can be
     * made with it. What it shows is held against all that was shown before. If nothing can be shown safely, the release
     * before it is repeated, and says so.
     *
     * @throws UnsafeRelease when there is none that may be repeated
     */
    public OutcomeRelease make(String programme, LocalDate asOf) {
        requireProgramme(programme);
        store.lock(programme);
        ReleaseHistory history = store.history(programme);
        Composition composition = composition(programme, asOf, facts.boundary(), UUID.randomUUID(), now());
        Composition.Composed composed = composeOrRepeat(composition, history);
        store.add(composed.release(), composed.moved());
        return composed.release();
    }

    private static Composition.Composed composeOrRepeat(Composition composition, ReleaseHistory history) {
        try {
            return composition.compose(history);
        } catch (UnsafeRelease unsafe) {
            LOG.error("a release is not sent, the one before it is repeated: {}", unsafe.getMessage());
            return composition.repeat(history, unsafe);
        }
    }

    /**
     * A first release of that date, as if nothing had ever been sent; stored nowhere.
     *
     * @throws IllegalArgumentException when there is no such programme
     * @throws UnsafeRelease when nothing can be shown safely
     */
    public OutcomeRelease preview(String programme, LocalDate asOf) {
        requireProgramme(programme);
        return composition(programme, asOf, facts.boundary(), UUID.randomUUID(), now())
                .compose(ReleaseHistory.NOTHING_SENT)
                .release();
    }

    /**
     * Works a stored release out again: nothing but the events up to {@code known}, the releases before it, the settings
     * and its own dates go into it. Empty when there is none of that id.
     */
    public Optional<Reworked> rework(UUID id) {
        return store.find(id).map(stored -> {
            Composition composition =
                    composition(stored.programme(), stored.asOf(), stored.known(), stored.id(), stored.madeAt());
            ReleaseHistory history = store.historyBefore(stored);
            Composition.Composed again = stored.unsafe() == null
                    ? composition.compose(history)
                    : composition.repeat(history, new UnsafeRelease(stored.unsafe()));
            List<String> municipalities =
                    municipalities(stored.programme(), LocalDate.ofInstant(stored.madeAt(), clock.getZone()));
            return new Reworked(
                    stored, again.release(), facts.erased(stored.programme(), municipalities, stored.known()));
        });
    }

    private Composition composition(String programme, LocalDate asOf, long known, UUID id, Instant madeAt) {
        LocalDate madeOn = LocalDate.ofInstant(madeAt, clock.getZone());
        return new Composition(
                facts,
                programme,
                programmes.get(programme),
                municipalities(programme, madeOn),
                new Composition.Dates(asOf, known, madeAt, madeOn),
                id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void requireProgramme(String programme) {
        if (!programmes.containsKey(programme)) {
            throw new IllegalArgumentException("no such programme: " + programme);
        }
    }

    /** Whether it has any municipality that may be in a release; without one, its figures would say that nobody takes part. */
    boolean isInstructed(String programme) {
        return !municipalities(programme, LocalDate.now(clock)).isEmpty();
    }

    /** Those whose controller has given its written instruction by then. */
    private List<String> municipalities(String programme, LocalDate today) {
        return partners.values().stream()
                .filter(partner -> partner.role() == Partner.Role.JOBCENTRE)
                .filter(partner -> partner.programmes().contains(programme))
                .filter(partner -> partner.instruction() != null
                        && !partner.instruction().date().isAfter(today))
                .map(Partner::municipality)
                .distinct()
                .sorted()
                .toList();
    }
}
