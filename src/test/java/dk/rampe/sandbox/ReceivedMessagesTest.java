package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedMessagesTest {

    private static final String SENT_AND_ID = "_20240201T060000.000_8f14-e4.json";

    @TempDir
    Path folder;

    private ReceivedMessages messages;

    @BeforeEach
    void messages() {
        messages = new ReceivedMessages(folder);
    }

    @Test
    void aFileIsNamedAfterTheCaseWhereverItStands() throws Exception {
        messages.keep(message("{\"referral\":{\"caseNumber\":\"740-2021-00036\"}}"));
        assertThat(names()).containsExactly("740-2021-00036" + SENT_AND_ID);
    }

    @Test
    void aMessageThatComesAgainIsStillOneFile() throws Exception {
        messages.keep(message("{\"caseNumber\":\"1\"}"));
        messages.keep(message("{\"caseNumber\":\"1\"}"));
        assertThat(names()).containsExactly("1" + SENT_AND_ID);
    }

    @Test
    void aPersonNumberInThePlaceOfTheCaseNumberIsNotInTheName() throws Exception {
        messages.keep(message("{\"caseNumber\":\"sag-611285-1234\",\"eventId\":\"e1\"}"));
        assertThat(names()).containsExactly("e1" + SENT_AND_ID);
    }

    @Test
    void anIdWhoseDigitsLookLikeAPersonNumberIsStillAnId() throws Exception {
        messages.keep(message("{\"participationId\":\"0e611285-1234-4b7e-9d0b-5a2f6f1e7a01\"}"));
        assertThat(names()).containsExactly("0e611285-1234-4b7e-9d0b-5a2f6f1e7a01" + SENT_AND_ID);
    }

    @Test
    void aCaseNumberWithASlashIsInTheName() throws Exception {
        messages.keep(message("{\"caseNumber\":\"A-2026/000101\"}"));
        assertThat(names()).containsExactly("A-2026-000101" + SENT_AND_ID);
    }

    @Test
    void aCaseNumberThatPointsOutOfTheFolderIsNotInTheName() throws Exception {
        messages.keep(message("{\"caseNumber\":\"../../etc\"}"));
        assertThat(names()).containsExactly("message" + SENT_AND_ID);
    }

    @Test
    void whatIsNotJsonIsKeptAsItCame() throws Exception {
        messages.keep(message("æ not json"));
        assertThat(folder.resolve("message" + SENT_AND_ID)).hasContent("æ not json");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static TextMessage message(String body) throws JMSException {
        TextMessage message = mock();
        when(message.getJMSMessageID()).thenReturn("ID:8f14-e4");
        when(message.getJMSTimestamp())
                .thenReturn(Instant.parse("2024-02-01T06:00:00Z").toEpochMilli());
        when(message.getBody(any())).thenReturn(body);
        return message;
    }
}
