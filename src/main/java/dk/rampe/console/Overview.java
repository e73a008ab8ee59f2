package dk.rampe.console;

import dk.rampe.console.Attention.Level;
import dk.rampe.partner.Partner;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Everything the page shows, as of one minute; equal overviews make the same page.
 *
 * @param at the minute it speaks of
 * @param neighbours those that need somebody first
 * @param recent latest first
 * @param books null when nobody has looked them over yet
 */
record Overview(Instant at, List<Neighbour> neighbours, List<Intake> recent, Books books) {

    record Neighbour(String id, Partner partner, Activity activity, Attention attention) {}

    public Level level() {
        return isAboutBooks() ? books.level() : ofPartners();
    }

    /** Whether the gravest is not a partner's. */
    public boolean isAboutBooks() {
        return books != null && books.level().compareTo(ofPartners()) > 0;
    }

    private Level ofPartners() {
        return toAct() > 0 ? Level.ACT : toWatch() > 0 ? Level.WATCH : Level.OK;
    }

    public long toAct() {
        return at(Level.ACT);
    }

    public long toWatch() {
        return at(Level.WATCH);
    }

    public long linesOfTheDay() {
        return sum(neighbour -> neighbour.activity().day().count());
    }

    public long refusedOfTheDay() {
        return sum(neighbour -> neighbour.activity().day().refused());
    }

    public long linesWaiting() {
        return sum(neighbour -> neighbour.activity().waiting().count());
    }

    public long deliveriesWaiting() {
        return sum(neighbour -> neighbour.activity().deliveries().waiting().count());
    }

    public String name(String partner) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.id().equals(partner))
                .map(neighbour -> neighbour.partner().name())
                .findFirst()
                .orElse(partner);
    }

    private long at(Level level) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.attention().level() == level)
                .count();
    }

    private long sum(ToLongFunction<Neighbour> figure) {
        return neighbours.stream().mapToLong(figure).sum();
    }
}
