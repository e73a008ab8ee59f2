package dk.rampe.vault;

/**
 * Where a room keeps keys that the key file's key wraps, so that a rotation finds them. A bean for each place.
 *
 * @param what for people, in the plural: {@code participations}
 * @param owner column with the uuid that the keys were wrapped for
 * @param wrapped column with the wrapped key, or null
 */
public record WrappedKeys(String what, String table, String owner, String wrapped) {

    /** A statement about this place. @param template with {@code {table}}, {@code {owner}} and {@code {wrapped}} */
    String in(String template) {
        return template.replace("{table}", table).replace("{owner}", owner).replace("{wrapped}", wrapped);
    }
}
