package dk.rampe.console;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dk.rampe.console.Attention.Level;
import dk.rampe.partner.Partner;
import dk.rampe.retention.HeldClass;
import dk.rampe.rights.Account;
import dk.rampe.rights.Holding;
import dk.rampe.rights.LastPurge;
import dk.rampe.rights.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the page about holdings shows, and whether an operator should look into it.
 *
 * @param count how many items have been held too long, at {@link Level#ACT}
 * @param owners as the settings have them, then others; what is nobody's last
 */
record Held(Instant at, Level level, long count, List<Owner> owners) {

    /** The nightly purge of each class leaves a proof; longer ago than this it has not run. */
    private static final Duration A_NIGHT = Duration.ofHours(26);

    /** @param partner null when it is not in the settings; @param empty where nothing is held */
    record Owner(String id, Partner partner, List<Row> rows, List<Store> empty) {}

    /** @param purge null when that class has never been purged */
    record Row(Holding holding, LastPurge purge) {

        /** Under {@code held.limit.}: how long it may stay. */
        public String limit() {
            return switch (holding.store()) {
                case VAULT, PERSONS, RELEASES, SPOOL, WAITING_LINES ->
                    holding.store().name();
                case FACTS -> holding.until() == null ? "FACTS.open" : "FACTS";
                default -> "plain";
            };
        }

        /** Under {@code held.of.}: what its subjects are. */
        public String subjects() {
            return holding.store() == Store.VAULT || holding.store() == Store.PERSONS ? "persons" : "cases";
        }
    }

    static Held of(Account account, Map<String, Partner> partners) {
        Map<String, List<Holding>> byOwner = account.holdings().stream()
                .collect(groupingBy(
                        holding -> holding.partner() == null ? "" : holding.partner(), LinkedHashMap::new, toList()));
        List<Owner> owners = byOwner.entrySet().stream()
                .map(entry -> new Owner(
                        entry.getKey(),
                        partners.get(entry.getKey()),
                        entry.getValue().stream()
                                .filter(holding -> holding.isThere() || holding.store() == Store.SPOOL)
                                .map(holding -> new Row(holding, account.lastPurge(holding)))
                                .toList(),
                        entry.getValue().stream()
                                .filter(holding -> !holding.isThere() && holding.store() != Store.SPOOL)
                                .map(Holding::store)
                                .toList()))
                .toList();
        long count = Math.max(account.overdue(), account.leftOverdue());
        Level level = count > 0 ? Level.ACT : isPurged(account) ? Level.OK : Level.WATCH;
        return new Held(account.at(), level, count, owners);
    }

    /** A hub that holds nothing older than a night need not have been purged. */
    private static boolean isPurged(Account account) {
        Instant lastNight = account.at().minus(A_NIGHT);
        boolean isNew = account.holdings().stream()
                .map(Holding::oldest)
                .noneMatch(oldest -> oldest != null && oldest.isBefore(lastNight));
        return isNew
                || Stream.of(HeldClass.values())
                        .map(account.purges()::get)
                        .allMatch(purge -> purge != null && purge.finishedAt().isAfter(lastNight));
    }
}
