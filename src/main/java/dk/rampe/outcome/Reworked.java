package dk.rampe.outcome;

import java.util.Arrays;

/**
 * A stored release, and what comes of working it out again from the events it was made of.
 *
 * @param stored as it was sent
 * @param again with today's events and settings, as far as they were known then
 * @param erasedSince cases that went into it and have been erased: with one of them it can no longer be worked out in full
 */
public record Reworked(OutcomeRelease stored, OutcomeRelease again, long erasedSince) {

    /** To the byte. */
    public boolean isTheSame() {
        return stored.files().keySet().equals(again.files().keySet())
                && stored.files().entrySet().stream()
                        .allMatch(file ->
                                Arrays.equals(file.getValue(), again.files().get(file.getKey())));
    }
}
