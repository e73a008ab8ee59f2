package dk.rampe.channel.soap;

import dk.rampe.channel.soap.ServiceFault.Code;
import dk.rampe.delivery.StatusAnswers;
import dk.rampe.submission.Calls;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeConstants;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.transform.Source;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a call that keeps the contract's schema. The partner is who called, never what the call says. */
@WebServiceProvider(
        targetNamespace = Contract.NAMESPACE,
        serviceName = "ReferralService",
        portName = "ReferralServicePort")
@ServiceMode(Service.Mode.PAYLOAD)
class ReferralEndpoint implements Provider<Source> {

    private static final Logger LOG = LoggerFactory.getLogger(ReferralEndpoint.class);

    /** By what they submit: the field table that reads it. */
    private static final Map<String, String> SUBMISSIONS =
            Map.of("SubmitReferral", "referral", "SubmitCaseUpdate", "case-update");

    private final Contract contract = new Contract();
    private final Calls calls;
    private final StatusAnswers statuses;

    ReferralEndpoint(Calls calls, StatusAnswers statuses) {
        this.calls = calls;
        this.statuses = statuses;
    }

    @Override
    public Source invoke(Source request) {
        HttpServletRequest http = (HttpServletRequest)
                PhaseInterceptorChain.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        Payload payload = Payload.of(request);
        if (!contract.isKeptBy(payload.document())) {
            throw new ServiceFault(Code.NOT_AS_AGREED);
        }
        Caller caller = Gate.caller(http);
        try {
            Source answer = answer(caller.partner(), payload);
            LOG.info("{}: {} answered ({})", caller, payload.operation(), Gate.correlation(http));
            return answer;
        } catch (IOException e) {
            throw new ServiceFault(Code.FAILED);
        }
    }

    private Source answer(String partner, Payload payload) throws IOException {
        String operation = payload.operation();
        String response = operation + "Response";
        if (SUBMISSIONS.containsKey(operation)) {
            UUID transaction = payload.uuid("TransactionIdentifier");
            byte[] receipt = calls.take(partner, SUBMISSIONS.get(operation), transaction, payload.bytes());
            return Payload.answer(response, Optional.of(receipt));
        }
        if (operation.equals("GetReceipt")) {
            return Payload.answer(response, calls.receipt(partner, payload.uuid("SubmittedTransactionIdentifier")));
        }
        Optional<String> since = payload.text("ChangedSinceTime");
        byte[] list = since.isPresent()
                ? statuses.changedSince(partner, instant(since.get()))
                : statuses.of(partner, payload.text("CaseNumberIdentifier").orElseThrow());
        return Payload.answer(response, Optional.of(list));
    }

    /** An {@code xs:dateTime}, in UTC where it names no zone. */
    private static Instant instant(String dateTime) {
        try {
            XMLGregorianCalendar time = DatatypeFactory.newInstance().newXMLGregorianCalendar(dateTime.strip());
            if (time.getTimezone() == DatatypeConstants.FIELD_UNDEFINED) {
                time.setTimezone(0);
            }
            BigDecimal fraction = time.getFractionalSecond();
            // a calendar knows milliseconds only
            return time.toGregorianCalendar()
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .plusNanos(fraction == null ? 0 : fraction.movePointRight(9).longValue());
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
