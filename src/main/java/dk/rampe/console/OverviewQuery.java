package dk.rampe.console;

import dk.rampe.console.Overview.Neighbour;
import dk.rampe.partner.HubSettings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Builds the overview from one state of the database. */
@Component
class OverviewQuery {

    private static final Comparator<Neighbour> GRAVEST_FIRST = Comparator.<Neighbour, Attention.Level>comparing(
                    neighbour -> neighbour.attention().level())
            .reversed()
            .thenComparing(neighbour -> neighbour.partner().role())
            .thenComparing(neighbour -> neighbour.partner().name());

    private final HubSettings settings;
    private final ActivityQuery activities;
    private final IntakeQuery intakes;
    private final BooksQuery books;
    private final Clock clock;

    OverviewQuery(HubSettings settings, ActivityQuery activities, IntakeQuery intakes, BooksQuery books, Clock clock) {
        this.settings = settings;
        this.activities = activities;
        this.intakes = intakes;
        this.books = books;
        this.clock = clock;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Overview overview() {
        var at = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var partners = settings.partners();
        var neighbours = activities.activities(partners.keySet(), at).entrySet().stream()
                .map(entry -> new Neighbour(
                        entry.getKey(),
                        partners.get(entry.getKey()),
                        entry.getValue(),
                        Attention.of(
                                entry.getValue(),
                                partners.get(entry.getKey()).fetches(),
                                settings.waiting().refuseAfter(),
                                at)))
                .sorted(GRAVEST_FIRST)
                .toList();
        return new Overview(at, neighbours, intakes.recent(at), books.latest(at));
    }
}
