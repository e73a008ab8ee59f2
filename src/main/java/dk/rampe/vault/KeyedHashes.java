package dk.rampe.vault;

/**
 * Where a room keeps hashes that a look-up key made, and which one: that key is needed as long as there are any. A bean
 * for each place.
 *
 * @param what for people, in the plural: {@code persons}
 * @param lookupKey column with the {@linkplain Digest#key() id of the look-up key}; null: the oldest one
 * @param cannotBeRemade condition on the rows whose hash cannot be made anew, what it was made from being gone;
 *     {@code false} when there are none
 */
public record KeyedHashes(String what, String table, String lookupKey, String cannotBeRemade) {

    public KeyedHashes(String what, String table, String lookupKey) {
        this(what, table, lookupKey, "false");
    }
}
