package dk.rampe.submission;

import dk.rampe.mapping.UnreadableSubmission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds in archive copies what the ledger does not tell: whether a file that was refused whole, or a line whose case
 * number could not be read, speaks of a case or a person.
 */
@Component
class ArchiveSearch {

    /** More than any word is long, in bytes. */
    private static final int OVERLAP = 256;

    private final JdbcClient sql;
    private final Ledger ledger;
    private final Archive archive;
    private final Formats formats;
    private final ArchiveBlanking blanking;

    ArchiveSearch(JdbcClient sql, Ledger ledger, Archive archive, Formats formats, ArchiveBlanking blanking) {
        this.sql = sql;
        this.ledger = ledger;
        this.archive = archive;
        this.formats = formats;
        this.blanking = blanking;
    }

    /**
     * Marks what holds one of the words to be taken out: such a line, or all of a copy whose lines are not known. What is
     * yet to be worked through is not looked at. Joins the caller's transaction.
     *
     * @param partner who sent it
     * @param words a case number, person numbers in each way they are written
     * @return submissions of which something was marked
     */
    List<UUID> markHolding(String partner, Set<String> words) {
        return unclear(partner).stream()
                .filter(id -> isMarked(ledger.find(id), words))
                .toList();
    }

    private boolean isMarked(Submission submission, Set<String> words) {
        Set<Long> lines = linesWithoutNumber(submission.id());
        try {
            return lines.isEmpty() ? isMarkedWhole(submission, words) : areMarked(submission, lines, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isMarkedWhole(Submission submission, Set<String> words) throws IOException {
        boolean holds = holds(submission, words);
        if (holds) {
            blanking.markWhole(submission.id());
        }
        return holds;
    }

    private boolean areMarked(Submission submission, Set<Long> lines, Set<String> words) throws IOException {
        List<Long> found = new ArrayList<>();
        try (InputStream content = archive.read(submission)) {
            formats.of(submission).eachText(content, (text, number) -> {
                if (lines.contains(number) && words.stream().anyMatch(text::contains)) {
                    found.add(number);
                }
            });
        } catch (UnreadableSubmission | IllegalArgumentException e) {
            return isMarkedWhole(submission, words);
        }
        blanking.mark(submission.id(), found);
        return !found.isEmpty();
    }

    /** Copies of files refused whole, or with lines whose case number could not be read. */
    private List<UUID> unclear(String partner) {
        return sql.sql("""
                        select id from submission s
                        where partner = ? and archive_key is not null and state <> 'STORED'
                          and (not exists (select from submission_line l where l.submission_id = s.id)
                               or exists (select from submission_line l
                                          where l.submission_id = s.id and l.case_number is null
                                            and l.outcome = 'REJECTED'))
                        order by number""").param(partner).query(UUID.class).list();
    }

    private Set<Long> linesWithoutNumber(UUID submission) {
        return sql.sql("""
                        select line from submission_line
                        where submission_id = ? and case_number is null and outcome = 'REJECTED'""").param(submission).query(Long.class).set();
    }

    /** In whatever charset: the words are looked for as bytes. */
    private boolean holds(Submission submission, Collection<String> words) throws IOException {
        Set<String> patterns = new HashSet<>();
        for (String word : words) {
            for (var charset : List.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.ISO_8859_1,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE)) {
                patterns.add(new String(word.getBytes(charset), StandardCharsets.ISO_8859_1));
            }
        }
        try (InputStream content = unpacked(submission)) {
            String before = "";
            for (byte[] next = content.readNBytes(Archive.CHUNK); next.length > 0; ) {
                String text = before + new String(next, StandardCharsets.ISO_8859_1);
                if (patterns.stream().anyMatch(text::contains)) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - OVERLAP));
                next = content.readNBytes(Archive.CHUNK);
            }
            return false;
        }
    }

    private InputStream unpacked(Submission submission) throws IOException {
        try {
            return formats.of(submission).unpacked(archive.read(submission));
        } catch (UnreadableSubmission | IllegalArgumentException e) {
            return archive.read(submission);
        }
    }
}
