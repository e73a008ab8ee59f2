package dk.rampe.vault;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keyed hashes of one thing, under every look-up key there is: what is stored of it may have been made under any.
 *
 * @param writers the one to be stored
 * @param older made anew when they are found; made by keys older than the writer's
 * @param newer made by nodes that write with a newer key already
 */
public record Digests(Digest writers, List<Digest> older, List<Digest> newer) {

    public boolean contain(Digest stored) {
        return all().anyMatch(stored::is);
    }

    /** Under older keys last. */
    public Stream<Digest> all() {
        return Stream.of(Stream.of(writers), newer.stream(), older.stream()).flatMap(part -> part);
    }
}
