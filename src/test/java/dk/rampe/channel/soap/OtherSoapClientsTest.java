package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.SoapItems.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that partners have, at the SOAP port: those of {@code src/test/interop}, which {@code .ci/run} fetches. Each calls
 * every operation of the contract as the hub serves it.
 */
class OtherSoapClientsTest {

    private static final Path SCRIPTS = Path.of("src/test/interop").toAbsolutePath();
    private static final Path FETCHED = Path.of("target/interop").toAbsolutePath();

    @RegisterExtension
    final SoapHub hub = new SoapHub();

    @TempDir
    Path work;

    private Path key;
    private Path authority;

    @BeforeEach
    void writeKeys() throws Exception {
        key = work.resolve("aarhus.p12");
        authority = work.resolve("authority.pem");
        TestAuthority.writeStore(SoapHub.AARHUS, key);
        SoapHub.AUTHORITY.writeCertificate(authority);
    }

    @Test
    void theSoapPackageOfNpm() throws Exception {
        assumeTrue(
                Files.isDirectory(FETCHED.resolve("node_modules/soap")),
                "NOT TRIED: the npm package soap is not there");

        JsonNode answers = new JsonMapper()
                .readTree(run(
                        "node",
                        SCRIPTS.resolve("soap-client.js").toString(),
                        service(),
                        key.toString(),
                        password(),
                        authority.toString(),
                        caseNumber(1)));

        assertThat(answers.at("/SubmitReferral/Receipt/Item").findValuesAsText("ItemOutcomeCode"))
                .containsExactly("ACCEPTED", "REJECTED");
        assertThat(answers.at("/SubmitReferral/Receipt/Item/1/Reason").findValuesAsText("ReasonCode"))
                .containsExactly("R-1203");
        assertThat(answers.at("/SubmitCaseUpdate/Receipt/Item").findValuesAsText("ItemOutcomeCode"))
                .containsExactly("ACCEPTED");
        assertThat(answers.at("/GetStatus/StatusList/Status").findValuesAsText("CaseNumberIdentifier"))
                .containsExactly(caseNumber(1));
        assertThat(answers.at("/GetReceipt")).isEqualTo(answers.at("/SubmitReferral"));
        assertThat(answers.at("/Faulty/fault/detail/ServiceFault/FaultCode").asText())
                .isEqualTo("NOT_AS_AGREED");
        assertThat(hub.rooms().count("participation")).isOne();
    }

    @Test
    void aClientThatTheReferenceImplementationOfJaxWsHasGenerated() throws Exception {
        Path jars = FETCHED.resolve("metro");
        assumeTrue(Files.isDirectory(jars), "NOT TRIED: the reference implementation of JAX-WS is not there");
        fetch("/ReferralService?wsdl", "ReferralService.wsdl");
        fetch("/ReferralService.xsd", "ReferralService.xsd");

        String said = run(
                SCRIPTS.resolve("metro.sh").toString(),
                System.getProperty("java.home"),
                jars.toString(),
                work.toString(),
                service(),
                key.toString(),
                password(),
                authority.toString(),
                caseNumber(2));

        assertThat(said.lines())
                .containsExactly(
                        "SubmitReferral ACCEPTED REJECTED R-1203",
                        "SubmitCaseUpdate ACCEPTED",
                        "GetStatus " + caseNumber(2) + " RECEIVED",
                        "GetReceipt ACCEPTED REJECTED R-1203",
                        "Faulty NOT_AS_AGREED");
        assertThat(hub.rooms().count("participation")).isOne();
    }

    private String service() {
        return hub.uri("/ReferralService").toString();
    }

    private static String password() {
        return String.valueOf(TestAuthority.PASSWORD);
    }

    private void fetch(String path, String name) throws IOException, InterruptedException {
        HttpResponse<Path> answer = SoapHub.client(SoapHub.AARHUS)
                .send(
                        HttpRequest.newBuilder(hub.uri(path)).build(),
                        HttpResponse.BodyHandlers.ofFile(work.resolve(name)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** @return what it said */
    private String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        process.environment().put("NODE_PATH", FETCHED.resolve("node_modules").toString());
        Process running = process.start();
        running.getOutputStream().close();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        return said;
    }
}
