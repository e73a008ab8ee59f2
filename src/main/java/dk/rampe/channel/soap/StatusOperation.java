package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.delivery.Answer;
import dk.rampe.partner.Partner;
import java.io.IOException;
import org.w3c.dom.Document;

/** The operation that a partner is told a status with: what is around it, and what its answer says. */
interface StatusOperation {

    static StatusOperation of(Partner.ServiceStatus.Contract contract) {
        return switch (contract) {
            case STATUS_RECEIVER -> new ReceiveStatus();
            case HENVISNING_UDTRAEK -> new ModtagStatus();
        };
    }

    /** SOAPAction, as the WSDL has it. */
    String action();

    /** @param status as the partner's field table has written it */
    Document body(byte[] status) throws IOException;

    /** @throws CallFailed when it is not what the contract has for an answer */
    Answer read(Document answer) throws CallFailed;

    /** For an answer that the contract does not know. */
    static CallFailed notAsAgreed() {
        return new CallFailed(Reason.NOT_UNDERSTOOD);
    }
}
