package dk.rampe.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Remembers, sign by sign, what has been read since it was last asked. */
final class Tape extends BufferedReader {

    private final StringBuilder heard = new StringBuilder();

    Tape(Reader in) {
        super(in, 1 << 16);
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            heard.append((char) c);
        }
        return c;
    }

    String take() {
        String text = heard.toString();
        heard.setLength(0);
        return text;
    }
}
