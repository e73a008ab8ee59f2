package dk.rampe.vault;

/**
 * Where a room keeps hashes that a look-up key made, and which one: that key is needed as long as there are any. A bean
 * for each place.
 *
 * @param what for people, in the plural: {@code persons}
 * @param hash column with the hash; an empty one is none
 * @param lookupKey column with the {@linkplain Digest#key() id of the look-up key}; null: the oldest one
 * @param cannotBeRemade condition on the rows whose hash no {@link Renewal} can make anew, what it was made from being
 *     gone; {@code false} when there are none
 */
public record KeyedHashes(String what, String table, String hash, String lookupKey, String cannotBeRemade) {

    /** A statement about this place. @param template with the names of these components in braces */
    String in(String template) {
        return template.replace("{table}", table)
                .replace("{hash}", hash)
                .replace("{lookupKey}", lookupKey)
                .replace("{cannotBeRemade}", cannotBeRemade);
    }
}
