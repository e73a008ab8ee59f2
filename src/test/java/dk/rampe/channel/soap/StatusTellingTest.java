package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.CalledService.answer;
import static dk.rampe.channel.soap.CalledService.envelope;
import static dk.rampe.channel.soap.SoapItems.caseNumber;
import static dk.rampe.channel.soap.SoapItems.getStatus;
import static dk.rampe.channel.soap.SoapItems.referral;
import static dk.rampe.channel.soap.SoapItems.submitReferral;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.Answer;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.rights.ErasureRequests;
import dk.rampe.rights.Erasures;
import dk.rampe.rights.Reason;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Aarhus is told by calls over TLS: each change once, in order per case, and what it answers is the end of it. */
@ExtendWith(OutputCaptureExtension.class)
class StatusTellingTest {

    private static final String AARHUS = "aarhus";
    private static final Pattern STATUS = Pattern.compile("<StatusCode>(\\w+)<");
    private static final Pattern ID = Pattern.compile("<StatusIdentifier>([^<]+)<");
    private static final Pattern BODY = Pattern.compile("<ReceiveStatus.*</ReceiveStatus(Response)?>", Pattern.DOTALL);

    @RegisterExtension
    final SoapHub hub = new SoapHub();

    private CalledService service;

    @BeforeEach
    void aarhusServes() throws Exception {
        service = new CalledService(SoapHub.AUTHORITY.identity("localhost"), SoapHub.SERVICE_PORT);
        service.answers(call -> answer(call, 200, "text/xml", accepted()));
    }

    @AfterEach
    void aarhusServesNoMore() {
        service.close();
    }

    @Test
    void eachChangeIsToldOnceInOrderAndGetStatusKeepsWorking() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1), referral(2)));
        tellAll();
        hub.rooms().deliver(TestHub.SIND);
        tellAll();
        tellAll();

        assertThat(told(caseNumber(1))).containsExactly("RECEIVED", "ASSESSING");
        assertThat(told(caseNumber(2))).containsExactly("RECEIVED", "ASSESSING");
        assertThat(deliveries("ACCEPTED")).isEqualTo(4);
        assertThat(hub.rooms().count("delivery where partner = 'aarhus' and state <> 'ACCEPTED'"))
                .isZero();
        assertThat(hub.call(getStatus(caseNumber(1)))).contains("<StatusCode>ASSESSING<");
    }

    @Test
    void whatIsToldKeepsTheContract() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        tellAll();

        CalledService.Call call = service.calls().get(0);
        assertThat(call.actions()).containsExactly("\"urn:rampe:status-receiver:1:ReceiveStatus\"");
        assertThat(id(call))
                .isEqualTo(hub.rooms()
                        .sql("select id::text from delivery where kind = 'STATUS_CALL'")
                        .query(String.class)
                        .single());
        keepsTheContract(body(call.content()));
        keepsTheContract(body(accepted()));
        keepsTheContract(body(refused("Sagen er lukket.")));
        assertThatThrownBy(() -> keepsTheContract(body(accepted()).replace("ACCEPTED", "OK")))
                .isInstanceOf(org.xml.sax.SAXException.class);
    }

    @Test
    void whatChangesWhileTheServiceIsAwayIsToldWhenItIsBackInTheOrderInWhichItChanged() throws Exception {
        service.close();
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        tellAll();
        hub.rooms().deliver(TestHub.SIND);
        hub.rooms().clock().advance(Duration.ofMinutes(1));
        tellAll();
        assertThat(trouble()).containsExactly("DELIVERING AWAY");
        assertThat(deliveries("PENDING")).isEqualTo(2);

        aarhusServes();
        hub.rooms().clock().advance(Duration.ofMinutes(16));
        tellAll();

        assertThat(told(caseNumber(1))).containsExactly("RECEIVED", "ASSESSING");
        assertThat(trouble()).isEmpty();
        assertThat(deliveries("ACCEPTED")).isEqualTo(2);
    }

    @Test
    void whatCannotBeToldForThreeDaysIsGivenUp() throws Exception {
        service.close();
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        tellAll();
        hub.rooms().clock().advance(Duration.ofDays(3).plusMinutes(1));
        tellAll();

        assertThat(deliveries("FAILED")).isOne();
    }

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgainWithTheSameIdAndTheSameBytes() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        service.answers(call -> {});
        tellAll();
        assertThat(trouble()).containsExactly("DELIVERING AWAY");
        assertThat(deliveries("PENDING")).isOne();

        service.answers(call -> answer(call, 200, "text/xml", accepted()));
        hub.rooms().clock().advance(Duration.ofHours(1));
        tellAll();

        assertThat(service.calls()).hasSize(2);
        assertThat(service.calls().get(1).content())
                .isEqualTo(service.calls().get(0).content());
        assertThat(deliveries("ACCEPTED")).isOne();
    }

    @Test
    void aHubThatFallsBetweenTheCallAndTheNoteOfItMakesTheSameCallAgain() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        Claims claims = hub.rooms().bean(Claims.class);
        Delivery one = claims.claim(AARHUS).get(0);
        assertThat(claims.begin(one)).isTrue();
        Answer lost = hub.bean(StatusTelling.class).tell(one);
        assertThat(lost.accepted()).isTrue();

        hub.rooms()
                .sql("update delivery set lease_until = now() - interval '1 s'")
                .update();
        hub.rooms().clock().advance(Duration.ofMinutes(1));
        tellAll();
        hub.rooms().bean(Outbox.class).answered(one, Answer.refused("AFVIST", "too late"));

        assertThat(service.calls()).hasSize(2);
        assertThat(service.calls().get(1).content())
                .isEqualTo(service.calls().get(0).content());
        assertThat(deliveries("ACCEPTED")).isOne();
    }

    @Test
    void aRefusalIsKeptWithItsReasonIsNotRepeatedAndHoldsUpNothing(CapturedOutput output) throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        service.answers(
                call -> answer(call, 200, "text/xml", refused("Borgeren 010190-1234 &lt;b&gt;er\nikke vores&#xA0;")));
        tellAll();
        service.answers(call -> answer(call, 200, "text/xml", accepted()));
        hub.rooms().deliver(TestHub.SIND);
        hub.rooms().clock().advance(Duration.ofDays(1));
        tellAll();

        assertThat(told(caseNumber(1))).containsExactly("RECEIVED", "ASSESSING");
        assertThat(hub.rooms()
                        .sql("select answer from delivery where state = 'REJECTED'")
                        .query(String.class)
                        .single())
                .isEqualTo("AFVIST: Borgeren ******-**** <b>er ikke vores");
        assertThat(trouble()).isEmpty();
        assertThat(output.getAll()).doesNotContain("010190", "Borgeren").contains("was refused");
    }

    @Test
    void whatAPartnerSaidOfACaseGoesWithTheCase() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        service.answers(call -> answer(call, 200, "text/xml", refused("Sagen er lukket.")));
        tellAll();
        UUID request = hub.rooms()
                .bean(ErasureRequests.class)
                .add(
                        new ErasureRequests.Request(
                                new CaseKey("751", caseNumber(1)), Reason.CONSENT_WITHDRAWN, "J-26/1", "operator"),
                        hub.rooms().clock().instant());
        hub.rooms().bean(Erasures.class).carryOut(request);

        assertThat(hub.rooms().count("delivery where answer is not null")).isZero();
        assertThat(deliveries("REJECTED")).isOne();
    }

    @Test
    void anAnswerThatIsNotAgreedIsNoAnswer() throws Exception {
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        service.answers(call -> answer(call, 200, "text/xml", accepted().replace("ACCEPTED", "MÅSKE")));
        tellAll();

        assertThat(deliveries("PENDING")).isOne();
        assertThat(trouble()).containsExactly("DELIVERING CALLS_REFUSED");
    }

    @Test
    void toWhoIsNotAarhusNothingIsToldAndTheConsoleIsToldSo() throws Exception {
        service.close();
        Instant now = Instant.now();
        service = new CalledService(
                SoapHub.AUTHORITY.identity("localhost", now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1))),
                SoapHub.SERVICE_PORT);
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        tellAll();

        assertThat(service.calls()).isEmpty();
        assertThat(trouble()).containsExactly("DELIVERING NOT_TRUSTED");
        assertThat(deliveries("PENDING")).isOne();
    }

    /** What the routes do. */
    private void tellAll() {
        Claims claims = hub.rooms().bean(Claims.class);
        Outbox outbox = hub.rooms().bean(Outbox.class);
        List<Delivery> batch = claims.claim(AARHUS);
        while (!batch.isEmpty()) {
            for (Delivery one : batch) {
                if (claims.begin(one)) {
                    try {
                        outbox.answered(one, hub.bean(StatusTelling.class).tell(one));
                    } catch (IOException e) {
                        outbox.failed(one, e);
                    }
                }
            }
            batch = claims.maybeMore(AARHUS) || trouble().isEmpty() ? claims.claim(AARHUS) : List.of();
        }
    }

    private List<String> told(String caseNumber) {
        List<String> told = new ArrayList<>();
        service.calls().stream()
                .map(CalledService.Call::content)
                .filter(content -> content.contains(caseNumber))
                .forEach(content -> told.add(first(STATUS, content)));
        return told;
    }

    private static String id(CalledService.Call call) {
        return first(ID, call.content());
    }

    private static String body(String envelope) {
        return BODY.matcher(envelope).results().findFirst().orElseThrow().group();
    }

    private static String first(Pattern pattern, String content) {
        return pattern.matcher(content).results().findFirst().orElseThrow().group(1);
    }

    private long deliveries(String state) {
        return hub.rooms()
                .count("delivery where partner = 'aarhus' and kind = 'STATUS_CALL' and state = '" + state + "'");
    }

    private List<String> trouble() {
        return hub.rooms()
                .sql("select place || ' ' || trouble from partner_trouble where partner = 'aarhus'")
                .query(String.class)
                .list();
    }

    private static void keepsTheContract(String element) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Contract.resource("StatusReceiver.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(element)));
    }

    private static String accepted() {
        return answered("<AnswerCode>ACCEPTED</AnswerCode>");
    }

    private static String refused(String reason) {
        return answered("<AnswerCode>AFVIST</AnswerCode><AnswerReasonText>" + reason + "</AnswerReasonText>");
    }

    private static String answered(String content) {
        return envelope(
                "<ReceiveStatusResponse xmlns=\"" + Contract.NAMESPACE + "\">" + content + "</ReceiveStatusResponse>");
    }
}
