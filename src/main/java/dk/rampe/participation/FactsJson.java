package dk.rampe.participation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Facts as they stand in {@code event.facts}: what is null is left out, dates are ISO text. */
public final class FactsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(Facts.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(Facts.class);

    private FactsJson() {}

    public static String write(Facts facts) {
        try {
            return WRITER.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts cannot be written as JSON", e);
        }
    }

    /** @throws IllegalStateException when it is not facts; the message quotes nothing of it */
    public static Facts read(String json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored facts cannot be read, near column "
                    + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
    }
}
