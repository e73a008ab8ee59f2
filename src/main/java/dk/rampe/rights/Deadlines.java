package dk.rampe.rights;

import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Role;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Until when things may stay, as of one moment. What has reached its limit goes in the night after, so it is overdue
 * when that night's purge should have been through.
 */
final class Deadlines {

    /** A night on which the clocks are turned back has 25 hours, and the purge takes its time. */
    private static final Duration UNTIL_THE_PURGE_IS_THROUGH = Duration.ofHours(26);

    private final HubSettings settings;
    private final Limits limits;
    private final Instant now;

    Deadlines(HubSettings settings, Limits limits, Instant now) {
        this.settings = settings;
        this.limits = limits;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    Map<String, Partner> partners() {
        return settings.partners();
    }

    /** The jobcentre there; the code itself when there is none in the settings. */
    String partnerIn(String municipality) {
        return settings.partners().entrySet().stream()
                .filter(partner -> partner.getValue().role() == Role.JOBCENTRE)
                .filter(partner -> partner.getValue().municipality().equals(municipality))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse(municipality);
    }

    Period limit(HeldClass held, String partner) {
        return limits.of(held, partner);
    }

    /** What an item of the store's may stay for; null: none is set, or none is needed. */
    TemporalAmount limit(Store store, String partner) {
        if (store == Store.WAITING_LINES) {
            return waiting();
        }
        return store.held()
                .filter(held -> held != HeldClass.FACTS)
                .map(held -> limits.of(held, partner))
                .orElse(null);
    }

    /** The day on which what came, or ended, at that moment has reached its limit. */
    LocalDate until(HeldClass held, String partner, Instant from) {
        return from == null ? null : day(from).plus(limit(held, partner));
    }

    /** How long a line may wait; then it is refused. */
    Duration waiting() {
        return settings.waiting().refuseAfter();
    }

    /** Where this machine has the partners' drop boxes, if it has. */
    Optional<HubSettings.DropBox> dropBox() {
        return Optional.ofNullable(settings.dropbox());
    }

    Instant overdueWhenLyingSince(Duration keep) {
        return now.minus(UNTIL_THE_PURGE_IS_THROUGH).minus(keep);
    }

    Instant overdueWhenWaitingSince() {
        return now.minus(UNTIL_THE_PURGE_IS_THROUGH).minus(waiting());
    }

    /** Overdue is what was there before that moment. */
    Instant overdueBefore(HeldClass held, String partner) {
        return limits.before(held, partner, now.minus(UNTIL_THE_PURGE_IS_THROUGH));
    }

    /** The last day of its evaluation; null when none is set, or nobody knows the programme any more. */
    LocalDate evaluationEnds(String programme) {
        Programme known = settings.programmes().get(programme);
        return known == null ? null : known.evaluationEnds();
    }

    /** Those whose facts should have gone. */
    String[] programmesOver() {
        LocalDate day = day(now.minus(UNTIL_THE_PURGE_IS_THROUGH));
        return settings.programmes().keySet().stream()
                .filter(programme -> evaluationEnds(programme) != null)
                .filter(programme -> evaluationEnds(programme).isBefore(day))
                .toArray(String[]::new);
    }

    /**
     * Binds the moments of {@link #overdueBefore}: {@code :partners} and {@code :befores}, and {@code :before} for all
     * others.
     */
    StatementSpec bind(StatementSpec statement, HeldClass held) {
        return bind(statement, held, Function.identity());
    }

    /** The same by municipality: {@code :partners} has the codes. */
    StatementSpec bindByMunicipality(StatementSpec statement, HeldClass held) {
        return bind(statement, held, partner -> settings.partners().get(partner).municipality());
    }

    private StatementSpec bind(StatementSpec statement, HeldClass held, Function<String, String> name) {
        Map<String, String> befores = new TreeMap<>();
        for (String partner : settings.partners().keySet()) {
            if (name.apply(partner) != null) {
                befores.put(name.apply(partner), overdueBefore(held, partner).toString());
            }
        }
        return statement
                .param("partners", befores.keySet().toArray(String[]::new))
                .param("befores", befores.values().toArray(String[]::new))
                .param("before", overdueBefore(held, "").toString());
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, DanishTime.ZONE);
    }
}
