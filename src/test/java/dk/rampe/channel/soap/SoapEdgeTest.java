package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.SoapItems.outcomes;
import static dk.rampe.channel.soap.SoapItems.referral;
import static dk.rampe.channel.soap.SoapItems.submitReferral;
import static dk.rampe.channel.soap.SoapItems.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.channel.soap.TestAuthority.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who is not let in, what is not taken, and how little is said about it. */
@ExtendWith(OutputCaptureExtension.class)
class SoapEdgeTest {

    private static final String NUMBER = "6101501001";
    private static final TestAuthority OTHERS = new TestAuthority("Those who sign");
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    final SoapHub hub = new SoapHub();

    private final String good = SoapHub.envelope(submitReferral(UUID.randomUUID(), referral(1, NUMBER)));

    @AfterEach
    void nothingPersonalIsLogged(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain(NUMBER).doesNotContain("Tænkeby");
    }

    static Stream<Identity> certificatesThatTlsRefuses() {
        Instant now = Instant.now();
        return Stream.of(
                SoapHub.AUTHORITY.identity("Expired", now.minus(DAY.multipliedBy(2)), now.minus(DAY)),
                SoapHub.AUTHORITY.identity("Not yet", now.plus(DAY), now.plus(DAY.multipliedBy(2))),
                OTHERS.identity("Aarhus"));
    }

    @ParameterizedTest
    @MethodSource("certificatesThatTlsRefuses")
    void aCertificateThatIsNotGoodEndsTheConnection(Identity identity) {
        assertThatThrownBy(() -> hub.post(SoapHub.client(identity), good)).isInstanceOf(IOException.class);
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void whoIsNotKnownIsToldOnlyThat() throws Exception {
        HttpResponse<String> none = hub.post(SoapHub.client(null), good);
        List<HttpResponse<String>> others = List.of(
                hub.post(SoapHub.client(SoapHub.STOLEN), good),
                hub.post(SoapHub.client(SoapHub.AUTHORITY.identity("Somebody else")), good),
                hub.post(
                        SoapHub.client(SoapHub.AUTHORITY.identity("Somebody else")),
                        good,
                        "Authorization",
                        SoapHub.basic(SoapHub.PASSWORD)),
                hub.post(SoapHub.client(null), good, "Authorization", SoapHub.basic("sydby:wrong")),
                hub.post(SoapHub.client(null), good, "Authorization", SoapHub.basic("nobody:")),
                hub.post(SoapHub.client(null), good, "Authorization", "Basic %%%"));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(text(none.body(), "FaultCode")).isEqualTo("NOT_ALLOWED");
        assertThat(others).allSatisfy(other -> {
            assertThat(other.statusCode()).isEqualTo(401);
            assertThat(withoutCorrelation(other)).isEqualTo(withoutCorrelation(none));
        });
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void aCertificateThatIsTakenBackIsRefusedOnTheConnectionThatItHas() throws Exception {
        HttpClient aarhus = SoapHub.client(SoapHub.AARHUS);
        assertThat(hub.post(aarhus, good).statusCode()).isEqualTo(200);

        SoapHub.takeBack(List.of(SoapHub.AARHUS));

        assertThat(hub.post(aarhus, good).statusCode()).isEqualTo(401);
    }

    @Test
    void withAListThatIsOutOfDateOrGoneNoCertificateIsGood() throws Exception {
        // the JDK allows clocks to differ by a quarter of an hour
        SoapHub.takeBack(List.of(), Instant.now().minus(Duration.ofMinutes(16)));
        assertThat(hub.post(SoapHub.client(SoapHub.AARHUS), good).statusCode()).isEqualTo(401);
        SoapHub.loseTheList();
        assertThat(hub.post(SoapHub.client(SoapHub.AARHUS), good).statusCode()).isEqualTo(401);
        assertThat(hub.rooms().count("submission")).isZero();

        SoapHub.takeBack(List.of());
        assertThat(hub.post(SoapHub.client(SoapHub.AARHUS), good).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasNoCertificateComesInWithAPassword() throws Exception {
        assertThat(outcomes(hub.callAsSydby(submitReferral(UUID.randomUUID(), referral(1)))))
                .containsExactly("ACCEPTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldTlsIsNotSpoken(String version) throws Exception {
        SSLContext tls = SoapHub.client(SoapHub.AARHUS).sslContext();
        try (SSLSocket socket = (SSLSocket)
                tls.getSocketFactory().createSocket("localhost", hub.uri("/").getPort())) {
            socket.setEnabledProtocols(new String[] {version});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    static Stream<String[]> hostile() {
        String call = submitReferral(UUID.randomUUID(), referral(1, NUMBER));
        String name = "<PersonGivenName>Opfundine";
        String addressing = "<w:%s xmlns:w='http://www.w3.org/2005/08/addressing'><w:Address>https://example.org/"
                + NUMBER + "</w:Address></w:%s>";
        String doctype = "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";
        return Stream.of(
                new String[] {"MALFORMED", "not XML, " + NUMBER},
                new String[] {"MALFORMED", SoapHub.envelope(call).replaceFirst("</SubmitReferral>.*", "")},
                new String[] {"MALFORMED", doctype + SoapHub.envelope(call)},
                new String[] {"MALFORMED", doctype + SoapHub.envelope(call.replace(name, "<PersonGivenName>&e;"))},
                new String[] {"MALFORMED", "<Envelope><Body>" + NUMBER + "</Body></Envelope>"},
                new String[] {"NOT_AS_AGREED", SoapHub.envelope("")},
                new String[] {"NOT_AS_AGREED", SoapHub.envelope("<a>" + NUMBER + "</a>")},
                new String[] {"NOT_AS_AGREED", SoapHub.envelope(call.replace("<ReferralDate>", "<X/><ReferralDate>"))},
                new String[] {
                    "NOT_AS_AGREED",
                    SoapHub.envelope(
                            call.replaceFirst("<TransactionIdentifier>[^<]*", "<TransactionIdentifier>" + NUMBER))
                },
                new String[] {
                    "NOT_AS_AGREED",
                    SoapHub.envelope(
                            call.replace(
                                    name,
                                    "<PersonGivenName><i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='http://example.org/'/>"))
                },
                new String[] {"NOT_AS_AGREED", SoapHub.envelope(addressing.formatted("ReplyTo", "ReplyTo"), call)},
                new String[] {"NOT_AS_AGREED", SoapHub.envelope(addressing.formatted("FaultTo", "FaultTo"), call)},
                new String[] {"TOO_LARGE", SoapHub.envelope(call.replace(name, name + "x".repeat(30_000)))},
                new String[] {"TOO_LARGE", SoapHub.envelope(call.replace(name, "<a>".repeat(50) + "</a>".repeat(50)))},
                new String[] {"TOO_LARGE", SoapHub.envelope(call.replace(name, "<a/>".repeat(2_000) + name))},
                new String[] {"TOO_LARGE", SoapHub.envelope(call) + " ".repeat(Gate.MOST_BYTES)});
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoCallAsAgreedIsRefusedInAFaultThatSaysNothingOfIt(String code, String content) throws Exception {
        HttpResponse<String> answer = hub.post(SoapHub.client(SoapHub.AARHUS), content);

        assertThat(text(answer.body(), "FaultCode")).as(answer.body()).isEqualTo(code);
        assertThat(text(answer.body(), "CorrelationIdentifier"))
                .isEqualTo(answer.headers().firstValue(Gate.CORRELATION).orElseThrow());
        assertThat(answer.body())
                .doesNotContain(NUMBER)
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("apache")
                .doesNotContain("dk.rampe", "ctc.wstx", "row,col", "/etc", "at [");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(hub.rooms().count("submission")).isZero();
    }

    static Stream<String[]> inChunks() {
        String call = submitReferral(UUID.randomUUID(), referral(1, NUMBER));
        String many = ("<a>" + "<b/>".repeat(900) + "</a>").repeat(25);
        String remark = "<!--" + "x".repeat(10_000) + "-->";
        return Stream.of(
                new String[] {null, SoapHub.envelope(call)},
                new String[] {"TOO_LARGE", SoapHub.envelope(call.replace("<Referral>", many + "<Referral>"))},
                new String[] {
                    "TOO_LARGE", SoapHub.envelope(call.replace("<Referral>", remark.repeat(600) + "<Referral>"))
                });
    }

    @ParameterizedTest
    @MethodSource("inChunks")
    void aCallThatDoesNotSayHowLongItIsKeepsTheSameLimits(String code, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = SoapHub.client(SoapHub.AARHUS)
                .send(
                        HttpRequest.newBuilder(hub.uri("/ReferralService"))
                                .header("Content-Type", "text/xml; charset=UTF-8")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(text(answer.body(), "FaultCode")).isEqualTo(code);
        assertThat(hub.rooms().count("submission")).isEqualTo(code == null ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/related; type=\"application/xop+xml\"", "application/soap+xml", "application/json"})
    void attachmentsAndOtherFormsAreNotTaken(String type) throws Exception {
        HttpResponse<String> answer = hub.post(SoapHub.client(SoapHub.AARHUS), good, "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(text(answer.body(), "FaultCode")).isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/services",
                "/ReferralService",
                "/ReferralService?xsd=../x",
                "/ReferralService/x",
                "/api/v1/cases",
                "/console"
            })
    void nothingElseIsToBeSeen(String path) throws Exception {
        HttpResponse<String> answer = get(SoapHub.client(SoapHub.AARHUS), path);

        assertThat(answer.statusCode()).isIn(404, 405);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theContractIsForCallersOnly() throws Exception {
        assertThat(get(SoapHub.client(null), "/ReferralService?wsdl").statusCode())
                .isEqualTo(401);
        HttpResponse<String> wsdl = get(SoapHub.client(SoapHub.AARHUS), "/ReferralService?wsdl");

        assertThat(wsdl.statusCode()).isEqualTo(200);
        assertThat(wsdl.body()).contains("<wsdl:portType name=\"ReferralService\">");
        assertThat(get(SoapHub.client(SoapHub.AARHUS), "/ReferralService.xsd").body())
                .contains("<xs:schema");
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(hub.uri(path)).build(), BodyHandlers.ofString());
    }

    private static String withoutCorrelation(HttpResponse<String> answer) {
        return answer.body().replace(text(answer.body(), "CorrelationIdentifier"), "");
    }
}
