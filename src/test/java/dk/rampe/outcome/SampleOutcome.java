package dk.rampe.outcome;

import dk.rampe.participation.Participation;
import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.HubSettings.Target;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The programme of the samples, and its figures on a date. */
final class SampleOutcome {

    static final Programme RAMPEN = new Programme(
            "Rampen til det gode arbejdsliv",
            5,
            RoundingMode.DOWN,
            Map.of(
                    "707", List.of(new Target(LocalDate.of(2020, 10, 1), 40)),
                    "PROJECT", List.of(new Target(LocalDate.of(2020, 10, 1), 100))),
            "0 30 2 * * *",
            null);

    private SampleOutcome() {}

    static Outcome asOf(LocalDate asOf) throws Exception {
        Outcome outcome = new Outcome(List.of("740", "707"));
        SampleCases.events()
                .forEach((caseNumber, events) ->
                        outcome.add(caseNumber.substring(0, 3), Participation.of(events, asOf, Long.MAX_VALUE)));
        return outcome;
    }

    /** So many persons of 707 in each figure. */
    static Outcome of(Map<Figure, Integer> persons) {
        Outcome outcome = new Outcome(List.of("707"));
        persons.forEach((figure, number) -> {
            for (int i = 0; i < number; i++) {
                outcome.add("707", new Contribution(Set.of(figure), Map.of()));
            }
        });
        return outcome;
    }
}
