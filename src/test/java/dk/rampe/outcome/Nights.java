package dk.rampe.outcome;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Releases of one night after the other over persons whose figures a test sets, without events or a database. */
final class Nights {

    private final int k;
    private final List<Showing> showings = new ArrayList<>();
    private final Map<String, List<Person>> persons = new LinkedHashMap<>();
    private final Map<String, List<Person>> everybody = new LinkedHashMap<>();
    private LocalDate today = LocalDate.of(2023, 1, 1);
    private UUID last;

    /** What a person adds to the figures from a night on. */
    static final class Person {

        private final NavigableMap<LocalDate, Contribution> from = new TreeMap<>();
        private LocalDate lastDay = LocalDate.MAX;

        private Contribution on(LocalDate date) {
            Map.Entry<LocalDate, Contribution> entry = from.floorEntry(date);
            return entry == null ? new Contribution(Set.of(), Map.of()) : entry.getValue();
        }
    }

    Nights(int k, Collection<String> municipalities) {
        this.k = k;
        municipalities.forEach(municipality -> persons.put(municipality, new ArrayList<>()));
    }

    /** So many more persons, from the coming night on. */
    List<Person> join(String municipality, int number, Figure... figures) {
        List<Person> joined = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Person person = new Person();
            become(List.of(person), figures);
            persons.get(municipality).add(person);
            everybody.computeIfAbsent(municipality, none -> new ArrayList<>()).add(person);
            joined.add(person);
        }
        return joined;
    }

    void become(List<Person> some, Figure... figures) {
        some.forEach(person -> person.from.put(today, new Contribution(Set.of(figures), Map.of())));
    }

    /** Their cases are erased: there are no events of them any more. */
    void erase(String municipality, List<Person> some) {
        persons.get(municipality).removeAll(some);
        some.forEach(person -> person.lastDay = today.minusDays(1));
    }

    /** Makes the night's release. */
    Picture release() {
        UUID id = UUID.randomUUID();
        ReleaseHistory history = new ReleaseHistory(last, List.copyOf(showings));
        Tally tally = new Tally(persons.keySet(), history, today, 1);
        persons.forEach((municipality, some) ->
                some.forEach(person -> tally.add(municipality, state -> person.on(state.asOf()))));
        Draft draft = Draft.of(id, today, 1, history, persons.keySet(), tally, k);
        ReleaseCheck.of(k, draft.picture());
        showings.addAll(draft.moved());
        last = id;
        today = today.plusDays(1);
        return draft.picture();
    }

    /** Who was in a figure of a municipality on that date, erased since or not. */
    Set<Person> in(String municipality, Figure figure, LocalDate date) {
        return everybody.getOrDefault(municipality, List.of()).stream()
                .filter(person -> person.on(date).figures().contains(figure) && !date.isAfter(person.lastDay))
                .collect(Collectors.toSet());
    }

    /** Today, before the night's release. */
    LocalDate today() {
        return today;
    }
}
