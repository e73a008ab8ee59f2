package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.CalledService.answer;
import static dk.rampe.channel.soap.CalledService.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Service.Version;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.cxf.helpers.DOMUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.w3c.dom.Document;

@ExtendWith(OutputCaptureExtension.class)
class ServiceClientTest {

    private static final Duration MOMENT = Duration.ofMillis(1_500);
    private static final String SECRET = "010190-1234";
    private static final TestAuthority.Identity THEIRS = SoapHub.AUTHORITY.identity("localhost");

    @TempDir
    private Path folder;

    private CalledService service;

    @BeforeEach
    void theyServe() throws Exception {
        service = new CalledService(THEIRS, 0);
        SoapHub.AUTHORITY.writeCertificate(folder.resolve("authority.pem"));
    }

    @AfterEach
    void theyServeNoMore() {
        service.close();
    }

    @Test
    void anElementGoesOutAsTheBodyAndTheAnswersElementComesBack() throws Exception {
        Document answer = call(settings(service.uri(), Version.SOAP_11));

        assertThat(answer.getDocumentElement().getLocalName()).isEqualTo("ok");
        CalledService.Call call = service.calls().get(0);
        assertThat(call.content())
                .contains("http://schemas.xmlsoap.org/soap/envelope/")
                .contains("Body>")
                .contains("urn:test")
                .doesNotContain("Security");
        assertThat(call.types().get(0)).startsWith("text/xml");
        assertThat(call.actions()).containsExactly("\"urn:test:ask\"");
        assertThat(call.length()).isEqualTo(String.valueOf(call.content().length()));
        assertThat(call.client()).isNull();
    }

    @Test
    void aPartnerWithSoap12ReadsUserAndPasswordInTheHeader() throws Exception {
        service.answers(call -> answer(
                call,
                200,
                "application/soap+xml",
                envelope("<ok xmlns='urn:test'/>")
                        .replace(
                                "http://schemas.xmlsoap.org/soap/envelope/",
                                "http://www.w3.org/2003/05/soap-envelope")));

        Document answer = call(settings(service.uri(), Version.SOAP_12, "rampe", "hemmelig&1", MOMENT));

        assertThat(answer.getDocumentElement().getLocalName()).isEqualTo("ok");
        CalledService.Call call = service.calls().get(0);
        assertThat(call.types().get(0)).startsWith("application/soap+xml").contains("urn:test:ask");
        assertThat(call.content())
                .containsPattern(Pattern.compile("<wsse:Security[^>]*mustUnderstand=\"(1|true)\""))
                .contains("<wsse:UsernameToken><wsse:Username>rampe</wsse:Username>")
                .contains("#PasswordText\">hemmelig&amp;1</wsse:Password>");
    }

    @Test
    void theHubShowsItsCertificateWhereItHasOne() throws Exception {
        TestAuthority.writeStore(SoapHub.AUTHORITY.identity("The hub"), folder.resolve("hub.p12"));
        call(new Partner.Service(
                service.uri(),
                Version.SOAP_11,
                folder.resolve("authority.pem"),
                null,
                null,
                folder.resolve("hub.p12"),
                String.valueOf(TestAuthority.PASSWORD),
                MOMENT,
                MOMENT,
                null,
                null));

        assertThat(service.calls().get(0).client()).isEqualTo("CN=The hub");
    }

    @Test
    void nothingIsSentToWhomAnotherAuthorityHasSigned() throws Exception {
        new TestAuthority("Those who sign").writeCertificate(folder.resolve("authority.pem"));
        isNotTrusted(service.uri());
    }

    @Test
    void nothingIsSentToWhoGoesByAnotherName() throws Exception {
        isNotTrusted(URI.create("https://127.0.0.1:" + service.port() + "/service"));
    }

    @Test
    void nothingIsSentToWhoseCertificateHasRunOut() throws Exception {
        service.close();
        Instant now = Instant.now();
        service = new CalledService(
                SoapHub.AUTHORITY.identity("localhost", now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1))),
                0);
        isNotTrusted(service.uri());
    }

    private void isNotTrusted(URI uri) {
        CallFailed failure = failure(uri);
        assertThat(failure.reason()).isEqualTo(Reason.NOT_TRUSTED);
        assertThat(failure.mayPass()).isFalse();
        assertThat(service.calls()).isEmpty();
    }

    @Test
    void nobodyThereIsSaidSo() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(failure(URI.create("https://localhost:" + free + "/service")).reason())
                .isEqualTo(Reason.NOT_REACHED);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
        service.answers(call -> {});
        CallFailed failure = failure(service.uri());
        assertThat(failure.reason()).isEqualTo(Reason.NO_ANSWER_IN_TIME);
        assertThat(failure.mayPass()).isTrue();
    }

    @Test
    void anAnswerThatNeverEndsIsNotWaitedForForEver() {
        service.answers(call -> {
            call.getResponseHeaders().set("Content-Type", "text/xml");
            call.sendResponseHeaders(200, 1_000);
            call.getResponseBody().write("<s:Envelope ".getBytes());
            call.getResponseBody().flush();
        });
        assertThat(failure(service.uri()).reason()).isEqualTo(Reason.NO_ANSWER_IN_TIME);
    }

    @Test
    void anAnswerWithoutBoundsIsNotTakenIn() {
        service.answers(call -> {
            call.getResponseHeaders().set("Content-Type", "text/xml");
            call.sendResponseHeaders(200, 0);
            try (OutputStream out = call.getResponseBody()) {
                out.write("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><ok>".getBytes());
                byte[] much = "<a/>".repeat(1_000).getBytes();
                for (int i = 0; i < 1_100; i++) {
                    out.write(much);
                }
            }
        });
        assertThat(failure(service.uri()).reason()).isEqualTo(Reason.NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "soap:Server, 500, THEIR_TROUBLE, true",
        "soap:Client, 500, REFUSED, false",
        "soap:Client, 400, REFUSED, false"
    })
    void aFaultSaysWhoseTroubleItIsAndItsTextIsNotKept(
            String code, int status, Reason reason, boolean passes, CapturedOutput output) {
        service.answers(call -> answer(
                call,
                status,
                "text/xml",
                envelope("<soap:Fault xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><faultcode>" + code
                        + "</faultcode><faultstring>" + SECRET + "</faultstring><detail><x>" + SECRET
                        + "</x></detail></soap:Fault>")));
        CallFailed failure = failure(service.uri());
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.mayPass()).isEqualTo(passes);
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(SECRET);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "503, text/html, THEIR_TROUBLE",
        "500, text/html, NOT_UNDERSTOOD",
        "200, text/html, NOT_UNDERSTOOD",
        "200, text/xml, NOT_UNDERSTOOD",
        "404, text/html, REFUSED",
        "401, text/html, REFUSED"
    })
    void whatIsNoSoapIsNoAnswer(int status, String type, Reason reason, CapturedOutput output) {
        service.answers(call -> answer(call, status, type, "<html>" + SECRET + "</html>"));
        assertThat(failure(service.uri()).reason()).isEqualTo(reason);
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"200", "202", "204", "302"})
    void anAnswerWithNothingInItIsNone(int status) {
        service.answers(call -> answer(call, status, "text/xml", ""));
        assertThat(failure(service.uri())).isNotNull();
        service.answers(call -> answer(call, status == 204 ? 200 : status, "text/xml", envelope("")));
        assertThat(failure(service.uri())).isNotNull();
    }

    @Test
    void whoSendsTheHubElsewhereIsNotFollowed() {
        AtomicInteger elsewhere = new AtomicInteger();
        service.answers(call -> {
            if (call.getRequestURI().getPath().equals("/elsewhere")) {
                elsewhere.incrementAndGet();
            }
            call.getResponseHeaders().set("Location", "/elsewhere");
            answer(call, 307, "text/html", "");
        });
        assertThat(failure(service.uri())).isNotNull();
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void aDoctypeIsNotRead() {
        service.answers(call -> answer(
                call,
                200,
                "text/xml",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + envelope("<ok>&e;</ok>")));
        assertThat(failure(service.uri()).reason()).isEqualTo(Reason.NOT_UNDERSTOOD);
    }

    private CallFailed failure(URI uri) {
        return catchThrowableOfType(CallFailed.class, () -> call(settings(uri, Version.SOAP_11)));
    }

    private Partner.Service settings(URI uri, Version version) {
        return settings(uri, version, null, null, MOMENT);
    }

    private Partner.Service settings(URI uri, Version version, String user, String password, Duration patience) {
        return new Partner.Service(
                uri,
                version,
                folder.resolve("authority.pem"),
                user,
                password,
                null,
                null,
                MOMENT,
                patience,
                null,
                null);
    }

    private static Document call(Partner.Service settings) throws Exception {
        Document body = DOMUtils.createDocument();
        body.appendChild(body.createElementNS("urn:test", "ask")).setTextContent(SECRET);
        try (ServiceClient client = new ServiceClient(settings)) {
            return client.call("urn:test:ask", body);
        }
    }
}
