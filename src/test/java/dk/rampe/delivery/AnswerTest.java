package dk.rampe.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010190-1234",
                "0101901234",
                "010190\u00a01234",
                "010190\n1234",
                "010190\u200b1234",
                "\uff10\uff11\uff10\uff11\uff19\uff10\uff11\uff12\uff13\uff14",
                "010190\u202e-1234"
            })
    void aPersonNumberInAReasonIsNotKept(String number) {
        assertThat(Answer.refused("AFVIST", "Borger " + number + ".").text())
                .doesNotContain("1234")
                .startsWith("AFVIST: Borger ");
    }

    @Test
    void aReasonIsOneLineOfBoundedLength() {
        assertThat(Answer.refused("AFVIST", " to\r\n\tlinjer\u0007 ").text()).isEqualTo("AFVIST: to linjer");
        assertThat(Answer.refused("AFVIST", "\ud83d\ude00".repeat(5_000)).text())
                .endsWith("…")
                .satisfies(text ->
                        assertThat(text.codePointCount(0, text.length())).isEqualTo(500));
        assertThat(Answer.refused("AFVIST", null).text()).isEqualTo("AFVIST");
        assertThat(Answer.refused("AFVIST", " ").text()).isEqualTo("AFVIST");
    }
}
