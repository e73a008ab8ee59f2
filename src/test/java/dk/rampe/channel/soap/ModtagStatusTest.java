package dk.rampe.channel.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What Randers may answer when it is told a status. */
class ModtagStatusTest {

    @Test
    void okIsAcceptedAWarningIsSoWithItsTextAndAnErrorIsARefusal() throws IOException {
        assertThat(answer("svar='OK'>")).isEqualTo(Answer.ACCEPTED);
        assertThat(answer("svar='OK'> Sagen er opdateret ")).isEqualTo(new Answer(true, "OK: Sagen er opdateret"));
        assertThat(answer("svar='ADVARSEL'>Sagen er lukket")).isEqualTo(new Answer(true, "ADVARSEL: Sagen er lukket"));
        assertThat(answer("svar='FEJL'>Sagen findes ikke")).isEqualTo(new Answer(false, "FEJL: Sagen findes ikke"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"svar='ok'>", "svar=''>", "kode='OK'>", "svar='AFVIST'>Nej"})
    void anythingElseIsNoAnswer(String content) {
        assertThatThrownBy(() -> answer(content)).isInstanceOf(CallFailed.class);
    }

    @Test
    void anElementOfAnotherContractIsNoAnswer() {
        assertThatThrownBy(() -> new ModtagStatus().read(document("<ModtagStatusSvar svar='OK'/>")))
                .isInstanceOf(CallFailed.class);
    }

    private static Answer answer(String content) throws IOException {
        return new ModtagStatus()
                .read(document(
                        "<ModtagStatusSvar xmlns='%s' %s</ModtagStatusSvar>".formatted(HentSiden.NAMESPACE, content)));
    }

    private static Document document(String xml) throws IOException {
        return Payload.read(xml.getBytes(StandardCharsets.UTF_8)).document();
    }
}
