package dk.rampe.vault;

import java.util.Arrays;

/**
 * A keyed hash and the look-up key that made it.
 *
 * @param key null where that was not noted: the oldest one
 * @param value 32 bytes
 */
public record Digest(Long key, byte[] value) {

    /** Whether it is the same hash; under different keys the hashes of one thing differ. */
    public boolean is(Digest other) {
        return Arrays.equals(value, other.value);
    }
}
