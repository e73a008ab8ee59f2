package dk.rampe.mapping;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes what partners send; bytes that are not in the charset are an error, never a question mark. */
final class Decoding {

    private Decoding() {}

    static Reader strict(InputStream content, Charset charset) {
        return new InputStreamReader(
                content,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
