package dk.rampe.outcome;

import dk.rampe.participation.Participation;
import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.HubSettings.Target;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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

    /** Before anything is hidden. */
    static Outcome asOf(LocalDate asOf) throws Exception {
        Outcome outcome = new Outcome(List.of("740", "707"));
        SampleCases.events()
                .forEach((caseNumber, events) ->
                        outcome.add(caseNumber.substring(0, 3), Participation.of(events, asOf, Long.MAX_VALUE)));
        return outcome;
    }

    /** A first release of that date. */
    static Picture firstRelease(LocalDate asOf) throws Exception {
        Tally tally = new Tally(List.of("707", "740"), ReleaseHistory.NOTHING_SENT, asOf, Long.MAX_VALUE);
        SampleCases.events().forEach((caseNumber, events) -> tally.add(caseNumber.substring(0, 3), events));
        return Draft.of(
                        UUID.randomUUID(),
                        asOf,
                        Long.MAX_VALUE,
                        ReleaseHistory.NOTHING_SENT,
                        List.of("707", "740"),
                        tally,
                        5)
                .picture();
    }

    /** Rows of 707 alone with so many persons in each figure; nothing is hidden. */
    static Picture of(LocalDate asOf, Map<Figure, Integer> persons) {
        BaseCounts counts = new BaseCounts();
        persons.forEach(counts::add);
        return of(asOf, counts);
    }

    static Picture of(LocalDate asOf, BaseCounts counts) {
        UUID release = UUID.randomUUID();
        Picture picture = new Picture();
        for (RowGroup group : RowGroup.values()) {
            BaseCounts some = counts.only(group.figures());
            picture.put(new Showing("707", group, release, asOf, 1, some, Set.of(), Map.of()));
            picture.put(new Showing("PROJECT", group, release, asOf, 1, some, Set.of(), Map.of("707", release)));
        }
        return picture;
    }
}
