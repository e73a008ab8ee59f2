package dk.rampe.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of a CSV file, one at a time. Strict, as a lenient reader would shift columns without a word: a quote opens only
 * at the start of a cell, after the closing one comes a delimiter or the end of the line. Its errors are codes; library
 * parsers quote the content in theirs.
 */
final class CsvReader {

    static final int MAX_CELLS = 100;
    static final int MAX_CHARS_IN_ROW = 100_000;

    private static final int END = -1;

    private final Reader in;
    private final Charset charset;
    private final char delimiter;
    private final StringBuilder cell = new StringBuilder();
    private int charsInRow;

    CsvReader(Reader in, Charset charset, char delimiter) {
        this.in = in instanceof BufferedReader ? in : new BufferedReader(in, 1 << 16);
        this.charset = charset;
        this.delimiter = delimiter;
    }

    /** The next row, an empty line being a row of one empty cell; null at the end. */
    List<String> next() throws IOException, UnreadableSubmission {
        int c = read();
        if (c == END) {
            return null;
        }
        charsInRow = 0;
        List<String> cells = new ArrayList<>();
        while (true) {
            c = c == '"' ? quotedCell() : plainCell(c);
            cells.add(cell.toString());
            cell.setLength(0);
            if (c != delimiter) {
                return cells;
            }
            if (cells.size() == MAX_CELLS) {
                throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
            }
            c = read();
        }
    }

    /** Leaves the cell's text in {@code cell} and gives what ended it: the delimiter, a line break or the end. */
    private int plainCell(int first) throws IOException, UnreadableSubmission {
        int c = first;
        while (!endsCell(c)) {
            if (c == '"') {
                throw malformed();
            }
            append(c);
            c = read();
        }
        return c;
    }

    private int quotedCell() throws IOException, UnreadableSubmission {
        while (true) {
            int c = read();
            if (c == END) {
                throw malformed();
            }
            if (c == '"') {
                c = read();
                if (endsCell(c)) {
                    return c;
                }
                if (c != '"') {
                    throw malformed();
                }
            }
            append(c);
        }
    }

    private boolean endsCell(int c) {
        return c == delimiter || c == '\n' || c == END;
    }

    private void append(int c) throws UnreadableSubmission {
        if (++charsInRow > MAX_CHARS_IN_ROW) {
            throw new UnreadableSubmission(FaultCode.BEYOND_LIMITS.fault());
        }
        cell.append((char) c);
    }

    /** The next character, a line break always being \n. */
    private int read() throws IOException, UnreadableSubmission {
        int c = readRaw();
        if (c == '\r') {
            if (readRaw() != '\n') {
                throw malformed();
            }
            return '\n';
        }
        if (c != END && c < ' ' && c != '\n' && c != '\t') {
            throw wrongCharset();
        }
        return c;
    }

    private int readRaw() throws IOException, UnreadableSubmission {
        try {
            return in.read();
        } catch (CharacterCodingException e) {
            throw wrongCharset();
        }
    }

    private UnreadableSubmission wrongCharset() {
        return new UnreadableSubmission(FaultCode.WRONG_CHARSET.fault(null, Map.of("charset", charset.name())));
    }

    private static UnreadableSubmission malformed() {
        return new UnreadableSubmission(FaultCode.MALFORMED.fault());
    }
}
