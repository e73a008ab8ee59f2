package dk.rampe.console;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.Partner.Role;
import dk.rampe.rights.Store;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void everythingIsSaidInBothLanguages() throws IOException {
        assertThat(keys("/messages_en.properties")).isEqualTo(keys("/messages.properties"));
    }

    @Test
    void everyWordThatThePageCanComeAcrossHasAText() throws IOException {
        assertThat(keys("/messages.properties"))
                .containsAll(of("level.", Attention.Level.values()))
                .containsAll(of("headline.", Attention.Level.values()))
                .containsAll(of("reason.", Attention.Reason.values()))
                .containsAll(of("role.", Role.values()))
                .containsAll(of("held.headline.", Attention.Level.values()))
                .containsAll(of("held.store.", Store.values()))
                .containsAll(of("submission.", "STORED", "PROCESSED", "PARTLY", "REFUSED", "DUPLICATE"))
                .containsAll(of(
                        "delivery.", "PENDING", "SENT", "ACCEPTED", "REJECTED", "SUPERSEDED", "CANCELLED", "FAILED"));
    }

    private static List<String> of(String prefix, Object... words) {
        return Stream.of(words).map(word -> prefix + word).toList();
    }

    private static Set<Object> keys(String bundle) throws IOException {
        var messages = new Properties();
        try (var text = new InputStreamReader(MessagesTest.class.getResourceAsStream(bundle), StandardCharsets.UTF_8)) {
            messages.load(text);
        }
        return messages.keySet();
    }
}
