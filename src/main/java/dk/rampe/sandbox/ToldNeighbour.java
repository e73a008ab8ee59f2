package dk.rampe.sandbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A partner's {@code StatusReceiver}, which knows no more of the hub than its contract says. A case number in the file
 * {@code afvis.txt}, with a reason after it, is answered with AFVIST.
 */
final class ToldNeighbour implements AutoCloseable {

    private static final String CONTRACT = "urn:rampe:referral-service:1";

    private final ToldStatuses statuses;
    private final SoapService service;

    private ToldNeighbour(String partner, KeyStoreFile own, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        this.statuses = new ToldStatuses(partner, folders);
        this.service = SoapService.start(partner, own, SoapService.Version.SOAP_11, "StatusReceiver", this::told);
    }

    /** @param own key and certificate of its server */
    static ToldNeighbour start(String partner, KeyStoreFile own, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        return new ToldNeighbour(partner, own, folders);
    }

    String url() {
        return service.url();
    }

    private String told(Document call) throws IOException {
        statuses.keep(UUID.fromString(text(call, "StatusIdentifier")), (Element)
                call.getElementsByTagNameNS(CONTRACT, "ReceiveStatus").item(0));
        return answer(statuses.word("afvis.txt", text(call, "CaseNumberIdentifier"), "Sagen er lukket hos os."));
    }

    private static String answer(Optional<String> reason) {
        String code = "<AnswerCode>" + (reason.isPresent() ? "AFVIST" : "ACCEPTED") + "</AnswerCode>";
        String text = reason.map(one -> "<AnswerReasonText>" + SoapService.escaped(one) + "</AnswerReasonText>")
                .orElse("");
        return "<ReceiveStatusResponse xmlns=\"" + CONTRACT + "\">" + code + text + "</ReceiveStatusResponse>";
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagNameNS(CONTRACT, element).item(0).getTextContent();
    }

    @Override
    public void close() {
        service.close();
    }
}
