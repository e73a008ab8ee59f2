package dk.rampe.channel.jms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.mapping.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** JSON in a message, read as strictly as over REST. */
@Component("providerMessages")
public class ProviderMessages {

    private static final JsonMapper JSON = JsonMapper.builder(StrictJson.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param content as {@link AcceptedMessages} passes it on: text or bytes
     * @throws JsonProcessingException when it is no JSON, or more than an event can be
     */
    public JsonNode read(Object content) throws JsonProcessingException {
        byte[] bytes =
                content instanceof byte[] read ? read : content.toString().getBytes(StandardCharsets.UTF_8);
        try {
            JsonNode event = JSON.readTree(bytes);
            if (event.isMissingNode()) {
                throw new NoContent();
            }
            return event;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NoContent extends JsonProcessingException {

        private static final long serialVersionUID = 1L;

        NoContent() {
            super("no content");
        }
    }
}
