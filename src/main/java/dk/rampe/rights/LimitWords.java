package dk.rampe.rights;

import dk.rampe.rights.CitizensView.Limit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long what is held, as a citizen is told it. */
final class LimitWords {

    private LimitWords() {}

    /** Things of one store and several partners or cases stand together. */
    static List<Limit> of(List<Holding> all) {
        Map<Store, List<Holding>> byStore =
                all.stream().collect(Collectors.groupingBy(Holding::store, TreeMap::new, Collectors.toList()));
        return byStore.entrySet().stream()
                .map(held -> limit(held.getKey(), held.getValue()))
                .toList();
    }

    private static Limit limit(Store store, List<Holding> holdings) {
        return new Limit(
                Danish.word("store", store),
                holdings.stream()
                        .map(Holding::oldest)
                        .min(Comparator.naturalOrder())
                        .map(oldest -> Danish.date(Deadlines.day(oldest)))
                        .orElse(""),
                howLong(store, holdings.get(0)),
                until(store, holdings));
    }

    private static String howLong(Store store, Holding holding) {
        return switch (store) {
            case VAULT -> Danish.limit(holding.limit()) + " efter, at forløbet er slut";
            case PERSONS -> "så længe som dine personoplysninger";
            case FACTS -> "så længe evalueringen varer";
            default -> Danish.limit(holding.limit());
        };
    }

    private static String until(Store store, List<Holding> holdings) {
        return holdings.stream()
                .map(Holding::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(day ->
                        (holdings.size() > 1 || holdings.get(0).items() > 1 ? "det første " : "") + Danish.date(day))
                .orElse(
                        switch (store) {
                            case VAULT -> "forløbet er ikke slut";
                            case FACTS -> "datoen er ikke sat endnu";
                            default -> "";
                        });
    }
}
