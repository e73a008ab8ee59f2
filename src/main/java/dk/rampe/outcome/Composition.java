package dk.rampe.outcome;

import dk.rampe.outcome.OutcomeRelease.State;
import dk.rampe.partner.HubSettings.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Puts a release together: figures, what may be shown of them, files. The same input gives the same bytes. */
final class Composition {

    private final OutcomeFacts facts;
    private final String programme;
    private final Programme settings;
    private final List<String> municipalities;
    private final Dates dates;
    private final UUID id;

    /**
     * @param known the highest event number to be looked at
     * @param madeOn the day of {@code madeAt} in Danish time
     */
    record Dates(LocalDate asOf, long known, Instant madeAt, LocalDate madeOn) {}

    /** @param moved rows that it shows anew, with what it hides of them */
    record Composed(OutcomeRelease release, List<Showing> moved) {}

    Composition(
            OutcomeFacts facts,
            String programme,
            Programme settings,
            List<String> municipalities,
            Dates dates,
            UUID id) {
        this.facts = facts;
        this.programme = programme;
        this.settings = settings;
        this.municipalities = municipalities;
        this.dates = dates;
        this.id = id;
    }

    /** @throws UnsafeRelease when something hidden could be worked out, or a figure is wrong */
    Composed compose(ReleaseHistory history) {
        Tally tally = new Tally(municipalities, history, dates.asOf(), dates.known());
        facts.forEach(programme, municipalities, dates.known(), tally::add);
        Draft draft = Draft.of(id, dates.asOf(), dates.known(), history, municipalities, tally, settings.threshold());
        ReleaseCheck.of(settings.threshold(), draft.picture());
        State state = history.showings().isEmpty() ? State.FIRST : draft.moved().isEmpty() ? State.QUIET : State.MOVED;
        OutcomeRelease release = release(history, draft.picture(), tally, state, null);
        return new Composed(release, draft.moved());
    }

    /** @throws UnsafeRelease when there is nothing to repeat, or a municipality of it may be in no release any more */
    Composed repeat(ReleaseHistory history, UnsafeRelease unsafe) {
        Picture picture = history.picture();
        if (history.showings().isEmpty() || !municipalities.containsAll(picture.municipalities())) {
            throw unsafe;
        }
        return new Composed(release(history, picture, null, State.REPEATED, unsafe.getMessage()), List.of());
    }

    private OutcomeRelease release(ReleaseHistory history, Picture picture, Tally tally, State state, String unsafe) {
        List<Row> rows = new Indicators(programme, settings, picture).rows();
        Bundle bundle = new Bundle(
                id, history.last(), programme, settings, dates.asOf(), dates.madeAt(), dates.madeOn(), state, rows);
        byte[] indicators = IndicatorsCsv.of(rows);
        byte[] reconciliation =
                new ReconciliationCsv(programme, settings.threshold(), history.picture(), picture, tally).content();
        byte[] readme = Readme.of(bundle);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("indicators.csv", indicators);
        files.put("reconciliation.csv", reconciliation);
        files.put("README.txt", readme);
        files.put(
                "datapackage.json",
                new Datapackage(bundle)
                        .table("indicators", IndicatorsCsv.HEADER, indicators)
                        .table("reconciliation", ReconciliationCsv.HEADER, reconciliation)
                        .text("readme", "README.txt", readme)
                        .content());
        return new OutcomeRelease(
                id, history.last(), programme, dates.asOf(), dates.known(), dates.madeAt(), unsafe, files);
    }
}
