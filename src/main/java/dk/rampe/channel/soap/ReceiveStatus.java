package dk.rampe.channel.soap;

import dk.rampe.delivery.Answer;
import java.io.IOException;
import java.util.Optional;
import org.w3c.dom.Document;

/** Of the hub's own contract, {@code StatusReceiver.wsdl}. */
final class ReceiveStatus implements StatusOperation {

    private static final String NAME = "ReceiveStatus";

    @Override
    public String action() {
        return "urn:rampe:status-receiver:1:" + NAME;
    }

    @Override
    public Document body(byte[] status) throws IOException {
        return Payload.wrapped(NAME, Optional.of(status)).document();
    }

    @Override
    public Answer read(Document document) throws CallFailed {
        Payload answer = new Payload(document);
        if (!answer.operation().equals(NAME + "Response")) {
            throw StatusOperation.notAsAgreed();
        }
        String reason = answer.text("AnswerReasonText").orElse(null);
        return switch (answer.text("AnswerCode").orElse("").strip()) {
            case "ACCEPTED" -> reason == null ? Answer.ACCEPTED : Answer.acceptedWith("ACCEPTED", reason);
            case "AFVIST" -> Answer.refused("AFVIST", reason);
            default -> throw StatusOperation.notAsAgreed();
        };
    }
}
