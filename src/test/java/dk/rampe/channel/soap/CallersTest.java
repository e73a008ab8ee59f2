package dk.rampe.channel.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.channel.Guesses;
import dk.rampe.partner.Partners;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

/** Passwords that are guessed. Certificates, and what a caller is answered, are in {@link SoapEdgeTest}. */
class CallersTest {

    @RegisterExtension
    static final SoapHub hub = new SoapHub();

    @Test
    void whoGuessesIsNotToldWhenItGuessesRightAndNobodyElseIsHeldUp() {
        Callers callers = new Callers(hub.rooms().bean(Partners.class), null);
        assertThat(caller(callers, SoapHub.PASSWORD, "192.0.2.1")).isPresent();
        for (int i = 0; i < 2 * Guesses.A_MINUTE; i++) {
            assertThat(caller(callers, "sydby:" + i, "192.0.2.1")).isEmpty();
        }
        assertThat(caller(callers, SoapHub.PASSWORD, "192.0.2.1")).isEmpty();
        assertThat(caller(callers, SoapHub.PASSWORD, "192.0.2.2")).isPresent();
    }

    private static Optional<Caller> caller(Callers callers, String password, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.AUTHORIZATION, SoapHub.basic(password));
        request.setRemoteAddr(address);
        return callers.of(request);
    }
}
