package dk.rampe.leftover;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for person numbers in what is written to it, line by line, as text and in what is written in hexadecimal. All
 * persons of the tests are invented: 60 is added to the day of their birth, as Denmark's own test numbers have it, so
 * that hardly any other number looks like theirs.
 */
final class PersonNumberSearch extends OutputStream {

    private static final Pattern PERSON_NUMBER = Pattern.compile(
            "(?<![0-9A-Za-z.])(?:6[1-9]|[78][0-9]|9[01])(?:0[1-9]|1[0-2])[0-9]{2}[ -]?[0-9]{4}(?![0-9A-Za-z])");
    private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-f]+)");
    private static final int LONGEST_LINE = 1 << 20;
    private static final AtomicLong SEARCHED = new AtomicLong();

    private final Pattern allowed;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private long found;

    /** @param allowed what is around a person number where one is meant to be; null where none is */
    PersonNumberSearch(Pattern allowed) {
        this.allowed = allowed;
    }

    /** Bytes that all searches of this process have gone through. */
    static long searched() {
        return SEARCHED.get();
    }

    @Override
    public synchronized void write(int next) {
        add(next);
    }

    private void add(int next) {
        // texts of two bytes a sign are read as well
        if (next != 0) {
            line[length++] = (byte) next;
        }
        if (next == '\n' || length == line.length) {
            endLine();
        }
    }

    @Override
    public synchronized void write(byte[] content, int from, int count) {
        for (int i = from; i < from + count; i++) {
            add(content[i]);
        }
    }

    private void endLine() {
        SEARCHED.addAndGet(length);
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        search(text);
        BYTES.matcher(text)
                .results()
                .map(bytes -> HexFormat.of()
                        .parseHex(bytes.group(1), 0, bytes.group(1).length() / 2 * 2))
                .forEach(bytes -> search(new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private void search(String text) {
        String rest = allowed == null ? text : allowed.matcher(text).replaceAll("");
        Matcher number = PERSON_NUMBER.matcher(rest).useTransparentBounds(true);
        for (int i = 0; i < rest.length(); i++) {
            if (mayBegin(rest, i) && number.region(i, rest.length()).lookingAt()) {
                found++;
            }
        }
    }

    /** Hundreds of megabytes are searched: the pattern is tried where its first two conditions hold. */
    private static boolean mayBegin(String text, int at) {
        char first = text.charAt(at);
        return first >= '6' && first <= '9' && (at == 0 || !isWithinNumberOrWord(text.charAt(at - 1)));
    }

    private static boolean isWithinNumberOrWord(char one) {
        return one >= '0' && one <= '9' || one >= 'A' && one <= 'Z' || one >= 'a' && one <= 'z' || one == '.';
    }

    /** Person numbers found up to here. */
    synchronized long found() {
        if (length > 0) {
            endLine();
        }
        return found;
    }
}
