package dk.rampe.outcome;

import java.util.Map;
import java.util.UUID;

/**
 * A number that somebody may want to know: a figure of a scope as a release moved it. One that is hidden in one place is
 * hidden in all.
 *
 * @param version the release that moved it; of PROJECT the releases that moved what it is the sum of, by municipality
 */
record Quantity(String scope, Figure figure, Object version) {

    static Quantity of(Showing showing, Figure figure) {
        return showing.isOfProject()
                ? new Quantity(Outcome.PROJECT, figure, showing.parts())
                : ofPart(showing.scope(), figure, showing.release());
    }

    static Quantity ofPart(String municipality, Figure figure, UUID release) {
        return new Quantity(municipality, figure, release);
    }

    static Quantity ofProject(Figure figure, Map<String, UUID> parts) {
        return new Quantity(Outcome.PROJECT, figure, parts);
    }
}
