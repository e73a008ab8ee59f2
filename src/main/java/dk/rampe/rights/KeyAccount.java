package dk.rampe.rights;

import dk.rampe.vault.KeyNeeds.Need;
import dk.rampe.vault.KeyNodes.Node;
import dk.rampe.vault.Keys;
import dk.rampe.vault.Keyset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the keys of a hub are, how old, and what needs them; nothing of it is secret.
 *
 * @param unknown what needs keys that are not in the file: it cannot be opened
 */
public record KeyAccount(Instant at, List<Set> sets, List<Needed> unknown, List<Loaded> nodes) {

    /** @param name wrapping or lookup; @param keys oldest first */
    public record Set(String name, List<Key> keys) {

        public long rows() {
            return keys.stream().mapToLong(Key::rows).sum();
        }

        /** What is under the key that writes, or a newer one. */
        public long rowsDone() {
            return keys.stream()
                    .dropWhile(key -> !key.writes())
                    .mapToLong(Key::rows)
                    .sum();
        }
    }

    /** @param madeAt null when that was not noted; @param onNodes how many running nodes have it */
    public record Key(long id, boolean writes, Instant madeAt, List<Needed> neededBy, long onNodes) {

        long rows() {
            return neededBy.stream().mapToLong(Needed::rows).sum();
        }
    }

    /** @param what in the plural: {@code persons}; @param cannotBeRemade those that stay under this key */
    public record Needed(String what, long rows, long cannotBeRemade) {}

    /** @param writesWith ids, a wrapping key's first */
    public record Loaded(String node, Instant seenAt, List<Long> writesWith) {}

    static KeyAccount of(Keys keys, List<Need> counted, List<Node> running, Instant now) {
        List<Need> needs = resolved(keys, counted);
        List<Set> sets = Stream.of(Keyset.values())
                .map(keyset -> new Set(
                        keyset.word(),
                        keys.ids(keyset).stream()
                                .map(id -> key(keys, keyset, id, needs, running))
                                .toList()))
                .toList();
        List<Needed> unknown = needs.stream()
                .filter(need -> !keys.ids(need.keyset()).contains(need.key()))
                .map(KeyAccount::needed)
                .toList();
        List<Loaded> nodes = running.stream()
                .map(node ->
                        new Loaded(node.name(), node.seenAt(), List.of(node.wrappingWriter(), node.lookupWriter())))
                .toList();
        return new KeyAccount(now, sets, unknown, nodes);
    }

    /** What has no key noted was made with the oldest. */
    static List<Need> resolved(Keys keys, List<Need> needs) {
        return needs.stream()
                .map(need -> need.key() != null
                        ? need
                        : new Need(
                                need.keyset(),
                                need.what(),
                                keys.ids(need.keyset()).get(0),
                                need.rows(),
                                need.cannotBeRemade()))
                .toList();
    }

    private static Key key(Keys keys, Keyset keyset, long id, List<Need> needs, List<Node> running) {
        return new Key(
                id,
                keys.writer(keyset) == id,
                keys.madeAt(id).orElse(null),
                needs.stream()
                        .filter(need -> need.keyset() == keyset && need.key() == id)
                        .map(KeyAccount::needed)
                        .toList(),
                running.stream().filter(node -> node.has(keyset, id)).count());
    }

    private static Needed needed(Need need) {
        return new Needed(need.what(), need.rows(), need.cannotBeRemade());
    }
}
