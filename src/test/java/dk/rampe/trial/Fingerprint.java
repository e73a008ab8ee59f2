package dk.rampe.trial;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Rows that are the same in two runs which did the same, though every id in them is another one. An id is known by all
 * the rows that it stands in, these by the ids beside it, and so on; its name is what that comes to.
 */
final class Fingerprint {

    /** Ids of the hub's making; running numbers are marked by who makes the rows. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#\\d+");

    private static final int ROUNDS = 4;

    private final Collection<String> rows;
    private Map<String, String> names = new HashMap<>();

    private Fingerprint(Collection<String> rows) {
        this.rows = rows;
        rows.forEach(row -> ids(row).forEach(id -> names.put(id, "id")));
    }

    /** @return the rows with names in the place of ids, in order */
    static List<String> of(Collection<String> rows) {
        Fingerprint fingerprint = new Fingerprint(rows);
        for (int i = 0; i < ROUNDS; i++) {
            fingerprint.refine();
        }
        return rows.stream().map(fingerprint::named).sorted().toList();
    }

    private static List<String> ids(String row) {
        return ID.matcher(row).results().map(MatchResult::group).distinct().toList();
    }

    private String named(String row) {
        return ID.matcher(row).replaceAll(id -> names.get(id.group()));
    }

    private String seenFrom(String id, String row) {
        return ID.matcher(row).replaceAll(other -> other.group().equals(id) ? "<this>" : names.get(other.group()));
    }

    private void refine() {
        Map<String, List<String>> seen = new TreeMap<>();
        for (String row : rows) {
            for (String id : ids(row)) {
                seen.computeIfAbsent(id, none -> new ArrayList<>()).add(seenFrom(id, row));
            }
        }
        Map<String, String> finer = new HashMap<>();
        seen.forEach((id, where) ->
                finer.put(id, "id-" + hash(where.stream().sorted().collect(joining("\n")))));
        names = finer;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
