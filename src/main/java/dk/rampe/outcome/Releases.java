package dk.rampe.outcome;

import dk.rampe.participation.Participation;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;

/** Makes outcome releases of the programmes in the settings. */
@Service
public class Releases {

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
     * made with it.
     */
    public OutcomeRelease make(String programme, LocalDate asOf) {
        OutcomeRelease release = compute(programme, asOf);
        store.add(release);
        return release;
    }

    /** The same, stored nowhere. */
    public OutcomeRelease compute(String programme, LocalDate asOf) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return compute(programme, asOf, facts.boundary(), UUID.randomUUID(), now);
    }

    /**
     * Works a release out, or out again: nothing but the events up to {@code known}, the settings and what is given
     * here goes into it.
     *
     * @throws IllegalArgumentException when there is no such programme
     */
    public OutcomeRelease compute(String programme, LocalDate asOf, long known, UUID id, Instant madeAt) {
        Programme settings = programmes.get(programme);
        if (settings == null) {
            throw new IllegalArgumentException("no such programme: " + programme);
        }
        List<String> municipalities = municipalities(programme, LocalDate.ofInstant(madeAt, clock.getZone()));
        Outcome outcome = new Outcome(municipalities);
        facts.forEach(
                programme,
                municipalities,
                known,
                (municipality, events) -> outcome.add(municipality, Participation.of(events, asOf, known)));
        Set<Cell> hidden = new PrimarySuppression(settings.threshold()).hidden(outcome);
        List<Row> rows = new Indicators(programme, settings, asOf, outcome, hidden).rows();
        Map<String, byte[]> files = new TreeMap<>();
        files.put("indicators.csv", IndicatorsCsv.of(rows));
        files.put("README.txt", Readme.of(id, settings, asOf, LocalDate.ofInstant(madeAt, clock.getZone()), rows));
        return new OutcomeRelease(id, programme, asOf, known, madeAt, files);
    }

    /** Works a stored release out again; empty when there is none of that id. */
    public Optional<Reworked> rework(UUID id) {
        return store.find(id).map(stored -> {
            OutcomeRelease again =
                    compute(stored.programme(), stored.asOf(), stored.known(), stored.id(), stored.madeAt());
            List<String> municipalities =
                    municipalities(stored.programme(), LocalDate.ofInstant(stored.madeAt(), clock.getZone()));
            return new Reworked(stored, again, facts.erased(stored.programme(), municipalities, stored.known()));
        });
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
