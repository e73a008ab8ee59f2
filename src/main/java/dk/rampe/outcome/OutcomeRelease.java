package dk.rampe.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * A finished, anonymous bundle.
 *
 * @param known the highest event number that was looked at
 * @param files content by name; the same id, programme, dates and {@code known} give the same bytes
 */
public record OutcomeRelease(
        UUID id, String programme, LocalDate asOf, long known, Instant madeAt, Map<String, byte[]> files) {

    /** The folder that the evaluator gets it in (DEFACTUM's agreement). */
    public String folder() {
        return "rampe_" + programme + "_" + asOf + "_" + id;
    }
}
