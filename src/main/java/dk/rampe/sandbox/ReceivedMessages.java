package dk.rampe.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with a file per message: {@code <case number>_<sent>_<message id>.json}. A message that comes again, because
 * it was written but not acknowledged, has the same name and changes nothing.
 */
record ReceivedMessages(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter SENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern FIT_FOR_A_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,59}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PERSON_NUMBER = Pattern.compile("(?<!\\d)\\d{6}-?\\d{4}(?!\\d)");

    void keep(Message message) throws JMSException, IOException {
        byte[] body = body(message);
        String sent = SENT.format(Instant.ofEpochMilli(message.getJMSTimestamp()));
        String id = message.getJMSMessageID().replaceFirst("^ID:", "").replaceAll("[^A-Za-z0-9-]", "");
        Path temporary = Files.createTempFile(folder, ".message", ".tmp");
        Files.write(temporary, body);
        Files.move(
                temporary,
                folder.resolve(label(body) + "_" + sent + "_" + id + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] body(Message message) throws JMSException {
        return message instanceof BytesMessage
                ? message.getBody(byte[].class)
                : message.getBody(String.class).getBytes(StandardCharsets.UTF_8);
    }

    /** What people look for first; never a person number, whatever somebody put into the field. */
    private static String label(byte[] body) throws IOException {
        try {
            JsonNode json = JSON.readTree(body);
            return Stream.of("caseNumber", "participationId", "eventId")
                    .map(field -> json.findPath(field).asText("").replace('/', '-'))
                    .filter(value -> FIT_FOR_A_NAME.matcher(value).matches())
                    // digits of an id may look like one
                    .filter(value -> ID.matcher(value).matches()
                            || !PERSON_NUMBER.matcher(value).find())
                    .findFirst()
                    .orElse("message");
        } catch (JsonProcessingException notJson) {
            return "message";
        }
    }
}
