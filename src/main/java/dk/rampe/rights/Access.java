package dk.rampe.rights;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.participation.Event;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.retention.Limits;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.vault.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells a citizen what the hub holds about him or her for one municipality: every participation of the person there,
 * nothing of other municipalities, which are controllers of their own, and nothing of anybody else. Each personal half
 * is opened once, and audited.
 */
public final class Access {

    private final DataSource database;
    private final Vault vault;
    private final HubSettings settings;
    private final Clock clock;

    private Access(DataSource database, Vault vault, HubSettings settings, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Over a hub's database, for a process that is not the hub.
     *
     * @throws CannotAnswer when it is no key file that may be used
     */
    public static Access over(DataSource database, Path keyFile, HubSettings settings, Clock clock) {
        try {
            return new Access(database, Vault.over(database, keyFile, clock), settings, clock);
        } catch (IllegalStateException e) {
            throw new CannotAnswer(e.getMessage() + ".");
        }
    }

    /** @throws CannotAnswer when there is nothing to tell, or nobody can say of whom */
    public AccessDocument answer(AccessRequest request) {
        TransactionTemplate once = new TransactionTemplate(new DataSourceTransactionManager(database));
        once.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return once.execute(status -> answer(request, JdbcClient.create(database)));
    }

    private AccessDocument answer(AccessRequest request, JdbcClient sql) {
        List<String> numbers = Citizen.caseNumbers(sql, request);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, DanishTime.ZONE);
        Map<String, CaseTrail> trails = new HashMap<>();
        numbers.forEach(number -> trails.put(number, CaseTrail.read(database, number)));
        List<Case> cases = trails.values().stream()
                .flatMap(trail -> trail.participations().stream())
                .filter(one -> one.municipality().equals(request.municipality()))
                .sorted(Comparator.comparing(Case::number))
                .toList();
        Map<UUID, Map<Long, JsonNode>> opened = cases.stream().collect(toMap(Case::id, one -> open(one, request)));
        Deadlines deadlines = new Deadlines(settings, new Limits(settings), now);
        List<Holding> held = numbers.stream()
                .flatMap(number -> new CaseHoldings(sql, deadlines, number, request.municipality()).all().stream())
                .toList();
        CitizensFile file = new CitizensFile(settings, request, today);
        cases.forEach(one -> file.add(one, opened.get(one.id()), Audits.destroyedOn(sql, one.id())));
        trails.values().forEach(file::addArrivalsAndRecipients);
        file.addOpenings(Audits.of(sql, cases.stream().map(Case::id).toList()));
        file.addLimits(held);
        long personal =
                opened.values().stream().filter(halves -> !halves.isEmpty()).count();
        return new AccessDocument(AccessPage.of(file.view()), cases.size(), (int) personal);
    }

    private Map<Long, JsonNode> open(Case one, AccessRequest request) {
        Collection<Long> events = one.history().stream().map(Event::number).toList();
        try {
            return vault.open(one.id(), events, request.who(), request.purpose());
        } catch (IllegalStateException e) {
            throw new CannotAnswer("The key file does not open what this hub has sealed; is it that of another hub?");
        }
    }
}
