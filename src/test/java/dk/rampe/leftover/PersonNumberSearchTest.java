package dk.rampe.leftover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNumberSearchTest {

    /** Put together here, for this class's own name is searched too. */
    private static final String DAY_AND_MONTH = "7706";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s660417",
                "%s66-0417",
                "%s66 0417",
                ";%s66-0417;",
                "<Cpr>%s660417</Cpr>",
                "{\"cpr\":\"%s660417\"}"
            })
    void anInventedPersonNumberIsFoundHoweverItIsWritten(String text) {
        assertThat(found(text.formatted(DAY_AND_MONTH), StandardCharsets.UTF_8)).isOne();
        assertThat(found(text.formatted(DAY_AND_MONTH), StandardCharsets.UTF_16LE))
                .isOne();
        assertThat(found(
                        "\\x"
                                + HexFormat.of()
                                        .formatHex(text.formatted(DAY_AND_MONTH).getBytes()),
                        StandardCharsets.UTF_8))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795331552",
                "8061234-5678",
                "0770660417-1",
                "77a660417",
                "740-2026-00001",
                "x7706660417",
                "7713660417"
            })
    void anyOtherNumberIsNot(String text) {
        assertThat(found(text, StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void whatIsMeantToBeThereIsLeftOut() throws IOException {
        PersonNumberSearch search = new PersonNumberSearch(Pattern.compile("\"value\":\"\\d{10}\""));
        search.write(("{\"value\":\"" + DAY_AND_MONTH + "660417\"}").getBytes());
        assertThat(search.found()).isZero();
    }

    private static long found(String text, Charset charset) {
        PersonNumberSearch search = new PersonNumberSearch(null);
        byte[] content = text.getBytes(charset);
        search.write(content, 0, content.length);
        return search.found();
    }
}
