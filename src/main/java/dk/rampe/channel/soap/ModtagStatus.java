package dk.rampe.channel.soap;

import dk.rampe.delivery.Answer;
import java.io.IOException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Of {@code HenvisningUdtraek}, the contract of the partner's service; the field table writes the whole of what is said. */
final class ModtagStatus implements StatusOperation {

    private static final String NAME = "ModtagStatus";

    @Override
    public String action() {
        return HentSiden.NAMESPACE + ":" + NAME;
    }

    @Override
    public Document body(byte[] status) throws IOException {
        return Payload.read(status).document();
    }

    @Override
    public Answer read(Document document) throws CallFailed {
        Element answer = document.getDocumentElement();
        if (!HentSiden.NAMESPACE.equals(answer.getNamespaceURI())
                || !"ModtagStatusSvar".equals(answer.getLocalName())) {
            throw StatusOperation.notAsAgreed();
        }
        String text = answer.getTextContent();
        String code = answer.getAttribute("svar");
        return switch (code) {
            case "OK" -> text.isBlank() ? Answer.ACCEPTED : Answer.acceptedWith(code, text);
            case "ADVARSEL" -> Answer.acceptedWith(code, text);
            case "FEJL" -> Answer.refused(code, text);
            default -> throw StatusOperation.notAsAgreed();
        };
    }
}
