package dk.rampe.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Lets a record have only so many fields; how long and how deep each may be the parser itself limits. */
final class RecordLimit extends JsonParserDelegate {

    /** Names, values and brackets of a record and of all in it. */
    private static final int MAX_TOKENS = 1_000;

    private int tokens;

    RecordLimit(JsonParser parser) {
        super(parser);
    }

    void nextRecord() {
        tokens = 0;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        if (++tokens > MAX_TOKENS) {
            throw new StreamConstraintsException("more than a record can hold");
        }
        return super.nextToken();
    }
}
