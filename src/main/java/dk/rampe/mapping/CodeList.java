package dk.rampe.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A partner's words for canonical codes: {@code codes/<name>.csv} with the columns code, canonical, note, in UTF-8. The
 * line above them, {@code # målgruppe}, is the name the partner knows the list by. Used in both directions; where
 * several codes mean the same, or one code is written for several, the first line counts.
 */
final class CodeList {

    private static final List<String> COLUMNS = List.of("code", "canonical", "note");

    private final String title;
    private final Map<String, String> canonicalByCode = new HashMap<>();
    private final Map<String, String> codeByCanonical = new HashMap<>();
    private boolean ambiguous;

    private CodeList(String title) {
        this.title = title;
    }

    static CodeList read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = in.readLine();
            if (first == null || !first.startsWith("# ")) {
                throw new InvalidMapping(file, null, "first line must be # and the list's name");
            }
            CodeList list = new CodeList(first.substring(2).strip());
            list.readCodes(file, in);
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableSubmission e) {
            throw new InvalidMapping(file, null, "not a CSV file");
        }
    }

    private void readCodes(Path file, Reader in) throws IOException, UnreadableSubmission {
        CsvReader rows = new CsvReader(in, StandardCharsets.UTF_8, ';');
        if (!COLUMNS.equals(rows.next())) {
            throw new InvalidMapping(file, null, "columns must be " + String.join(";", COLUMNS));
        }
        for (List<String> row = rows.next(); row != null; row = rows.next()) {
            if (row.size() != COLUMNS.size()) {
                throw new InvalidMapping(file, row.get(0), "needs code, canonical and note");
            }
            ambiguous |= canonicalByCode.putIfAbsent(row.get(0), row.get(1)) != null;
            codeByCanonical.putIfAbsent(row.get(1), row.get(0));
        }
    }

    /** As the partner knows it, e.g. målgruppe. */
    String title() {
        return title;
    }

    /** Whether a code stands there twice, so that the list can be written with but not read with. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    boolean has(String code) {
        return canonicalByCode.containsKey(code);
    }

    /** Null when the list does not have the code. */
    String canonical(String code) {
        return canonicalByCode.get(code);
    }

    /** Null when the partner has no code for it. */
    String code(String canonical) {
        return codeByCanonical.get(canonical);
    }

    Set<String> codes() {
        return canonicalByCode.keySet();
    }
}
