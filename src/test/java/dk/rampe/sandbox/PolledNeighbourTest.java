package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Randers as the sandbox plays it, against the contract that was written after its annex. */
class PolledNeighbourTest {

    private static final String CONTRACT = "urn:randers:jobcenter:henvisningudtraek:2";
    private static final Pattern NUMBER = Pattern.compile("loebenummer=\"(\\d+)\"");
    private static final Pattern BODY = Pattern.compile("<s:Body>(.*)</s:Body>", Pattern.DOTALL);

    @TempDir
    Path temporary;

    private SandboxFolders folders;
    private PolledNeighbour randers;
    private HttpClient client;

    @BeforeEach
    void randersServes() throws Exception {
        folders = new SandboxFolders(temporary);
        CertificateAuthority authority = CertificateAuthority.in(temporary.resolve("soap"));
        randers = PolledNeighbour.start("randers", authority.server("randers"), "rampe", "secret", folders);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority.trust().load());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    @AfterEach
    void randersServesNoMore() {
        randers.close();
    }

    @Test
    void eventsAreHandedOutByTheirNumbersAndAPageAtATime() throws Exception {
        layOut("a.xml", 1, 2, 4);
        layOut("b.xml", 3, 6);

        assertThat(numbers(ask(0, 3))).containsExactly("1", "2", "3");
        assertThat(ask(0, 3)).contains("flere=\"true\"");
        assertThat(numbers(ask(3, 3))).containsExactly("4", "6");
        assertThat(ask(3, 3)).contains("flere=\"false\"");
        assertThat(numbers(ask(6, 3))).isEmpty();
    }

    @Test
    void whatIsSaidKeepsTheContract() throws Exception {
        layOut("a.xml", 1, 2);
        Schema contract = contract();

        for (String answer : List.of(ask(0, 200), ask(2, 200), tell("R17-1"))) {
            contract.newValidator()
                    .validate(new StreamSource(new StringReader(BODY.matcher(answer)
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1))));
        }
        contract.newValidator()
                .validate(new StreamSource(Path.of("mappings/randers/samples/status/en-sag/expected.xml")
                        .toFile()));
        contract.newValidator().validate(new StreamSource(new StringReader(question(0, 200))));
    }

    @Test
    void whoHasAnotherPasswordIsAnsweredWithAFault() throws Exception {
        layOut("a.xml", 1);
        HttpResponse<String> answer = post("wrong", question(0, 200));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("s:Sender").doesNotContain("Haendelse");
    }

    @Test
    void aStatusIsKeptAndAnsweredAsTheFilesSay() throws Exception {
        Path home = folders.neighbour("randers");
        Files.writeString(home.resolve("fejl.txt"), "R17-2 Sagen er <ukendt>\n");
        Files.writeString(home.resolve("advarsel.txt"), "R17-3\n");

        assertThat(tell("R17-1")).contains("svar=\"OK\"");
        assertThat(tell("R17-2")).contains("svar=\"FEJL\">Sagen er &lt;ukendt><");
        assertThat(tell("R17-3")).contains("svar=\"ADVARSEL\">Sagen er lukket hos os.<");
        try (var kept = Files.list(home.resolve("status"))) {
            assertThat(kept).hasSize(3);
        }
    }

    private void layOut(String name, int... numbers) throws IOException {
        StringBuilder events = new StringBuilder("<Haendelser xmlns=\"" + CONTRACT + "\">");
        for (int number : numbers) {
            events.append(
                    "<Haendelse loebenummer=\"%d\" art=\"SLET\" kilde=\"INTERN\" sagsId=\"R17-%d\" dato=\"2017-03-02\"/>"
                            .formatted(number, number));
        }
        Path file = folders.neighbour("randers").resolve("haendelser").resolve(name);
        Files.writeString(file, events.append("</Haendelser>"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
    }

    private static String question(int after, int atMost) {
        return """
                <HentSiden xmlns="%s"><tidspunkt>2000-01-01T00:00:00Z</tidspunkt><efterLoebenummer>%d</efterLoebenummer>\
                <maksAntal>%d</maksAntal></HentSiden>""".formatted(CONTRACT, after, atMost);
    }

    private String ask(int after, int atMost) throws Exception {
        return post("secret", question(after, atMost)).body();
    }

    private String tell(String caseNumber) throws Exception {
        return post("secret", """
                <ModtagStatus xmlns="%s"><Status sagsId="%s" statusId="%s"><StatusKode>HENVIST</StatusKode>\
                <Dato>2017-03-02</Dato></Status></ModtagStatus>""".formatted(CONTRACT, caseNumber, UUID.randomUUID()))
                .body();
    }

    private HttpResponse<String> post(String password, String body) throws Exception {
        String envelope = """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><w:Security xmlns:w="%s">\
                <w:UsernameToken><w:Username>rampe</w:Username><w:Password>%s</w:Password></w:UsernameToken></w:Security>\
                </s:Header><s:Body>%s</s:Body></s:Envelope>""".formatted(
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", password, body);
        return client.send(
                HttpRequest.newBuilder(URI.create(randers.url()))
                        .header("Content-Type", "application/soap+xml")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static List<String> numbers(String answer) {
        return NUMBER.matcher(answer).results().map(match -> match.group(1)).toList();
    }

    private static Schema contract() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        Document wsdl = factory.newDocumentBuilder()
                .parse(PolledNeighbour.class
                        .getResource("HenvisningUdtraek.wsdl")
                        .toString());
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new DOMSource(wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema")
                        .item(0)));
    }
}
