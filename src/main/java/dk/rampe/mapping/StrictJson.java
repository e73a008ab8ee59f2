package dk.rampe.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How JSON from outside is read, whichever way it came: a record is flat but for the answers of a questionnaire. */
public final class StrictJson {

    private StrictJson() {}

    /** Reads no name twice, nothing deep and nothing long; its errors quote nothing of what was sent. */
    public static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(10)
                        .maxStringLength(10_000)
                        .maxNameLength(200)
                        .maxNumberLength(50)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }
}
