package dk.rampe.participation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything told that ends a case, and what was told after it had ended. */
final class Endings {

    /** The earliest counts, but REGISTERED_IN_ERROR before all. */
    private static final Comparator<Candidate> ORDER = Comparator.comparing(
                    (Candidate candidate) -> candidate.ending.kind() != Ending.Kind.REGISTERED_IN_ERROR)
            .thenComparing(candidate -> candidate.ending.on())
            .thenComparing(candidate -> candidate.ending.kind())
            .thenComparing(candidate -> candidate.event.key());

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Event> conversations = new ArrayList<>();
    private Candidate rejection;

    /** Every day on which the case ended one way or another, those that do not count among them. */
    static Stream<LocalDate> days(List<Event> standing) {
        Endings endings = new Endings();
        for (Event event : standing) {
            if (event.kind() == Kind.ASSESSED) {
                endings.assessed(event);
            } else if (isEnding(event)) {
                endings.add(event);
            }
        }
        return endings.inOrder().stream().map(candidate -> candidate.ending.on());
    }

    /** An assessment is one at times, see {@link #assessed}. */
    static boolean isEnding(Event event) {
        return switch (event.kind()) {
            case COMPLETED, DROPPED_OUT, WITHDRAWN, REGISTERED_IN_ERROR -> true;
            default -> false;
        };
    }

    void add(Event event) {
        candidates.add(new Candidate(event, Ending.Kind.valueOf(event.kind().name())));
    }

    /** Only the last assessment can be an ending. */
    void assessed(Event event) {
        rejection = Boolean.TRUE.equals(event.facts().accepted()) ? null : new Candidate(event, Ending.Kind.REJECTED);
    }

    void conversation(Event event) {
        conversations.add(event);
    }

    Ending ending() {
        return inOrder().stream().findFirst().map(Candidate::ending).orElse(null);
    }

    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        inOrder().stream().skip(1).forEach(other -> flags.add(flag(Flag.What.ANOTHER_ENDING, other.event)));
        Ending ending = ending();
        conversations.stream()
                .filter(event -> ending != null && event.occurredOn().isAfter(ending.on()))
                .forEach(event -> flags.add(flag(Flag.What.CONVERSATION_AFTER_ENDING, event)));
        return List.copyOf(flags);
    }

    private List<Candidate> inOrder() {
        List<Candidate> all = new ArrayList<>(candidates);
        if (rejection != null) {
            all.add(rejection);
        }
        all.sort(ORDER);
        return all;
    }

    private static Flag flag(Flag.What what, Event event) {
        return new Flag(what, event.kind(), event.occurredOn(), event.number());
    }

    private record Candidate(Event event, Ending ending) {

        Candidate(Event event, Ending.Kind kind) {
            this(event, new Ending(kind, event.facts().reason(), event.occurredOn()));
        }
    }
}
