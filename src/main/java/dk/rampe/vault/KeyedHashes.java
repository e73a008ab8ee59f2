package dk.rampe.vault;

/**
 * Where a room keeps hashes that a look-up key made, and which one: that key is needed as long as there are any. A bean
 * for each place.
 *
 * @param what for people, in the plural: {@code persons}
 * @param lookupKey column with the {@linkplain Keyring#lookupKey() id of the look-up key}; null: the oldest one
 */
public record KeyedHashes(String what, String table, String lookupKey) {}
