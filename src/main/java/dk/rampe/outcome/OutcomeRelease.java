package dk.rampe.outcome;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * A finished, anonymous bundle.
 *
 * @param previous the release before it; null when it is the first
 * @param known the highest event number that was looked at
 * @param unsafe the figures for which the one before is repeated, {@code 707 completed, ...}; null when nothing was wrong
 * @param files content by name; the same id, programme, dates, {@code known} and releases before give the same bytes
 */
public record OutcomeRelease(
        UUID id,
        UUID previous,
        String programme,
        LocalDate asOf,
        long known,
        Instant madeAt,
        String unsafe,
        Map<String, byte[]> files) {

    /** The folder that the evaluator gets it in (DEFACTUM's agreement). */
    public String folder() {
        return "rampe_" + programme + "_" + asOf + "_" + id;
    }

    /** What it is beside the one before it. */
    enum State {
        FIRST,
        MOVED,
        QUIET,
        REPEATED
    }
}
