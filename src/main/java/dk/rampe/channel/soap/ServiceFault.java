package dk.rampe.channel.soap;

import java.util.UUID;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A call that was not carried out. Says which kind of trouble it is, and nothing of the call or of the hub. */
final class ServiceFault extends SoapFault {

    /** {@code FaultCodeType} of the contract. */
    enum Code {
        NOT_ALLOWED(true, "Kalderen er ikke genkendt."),
        MALFORMED(true, "Kaldet er ikke en SOAP 1.1-konvolut (text/xml), der kan læses."),
        NOT_AS_AGREED(true, "Kaldet følger ikke det aftalte skema."),
        TOO_LARGE(true, "Kaldet er større, end der er aftalt. Del det op."),
        TRY_AGAIN(false, "Kaldet kan ikke udføres lige nu. Send det samme kald igen."),
        FAILED(false, "Der er en fejl hos Rampe. Send det samme kald igen.");

        private final boolean callers;
        private final String text;

        Code(boolean callers, String text) {
            this.callers = callers;
            this.text = text;
        }
    }

    private static final long serialVersionUID = 1L;

    private final Code code;

    ServiceFault(Code code) {
        super(
                code.text,
                code.callers
                        ? Soap11.getInstance().getSender()
                        : Soap11.getInstance().getReceiver());
        this.code = code;
    }

    Code code() {
        return code;
    }

    /** With the detail that the contract promises. */
    ServiceFault correlated(String correlation) {
        Document document = DOMUtils.getEmptyDocument();
        Element detail = document.createElement("detail");
        Element fault = child(detail, "ServiceFault");
        child(fault, "FaultCode").setTextContent(code.name());
        child(fault, "FaultText").setTextContent(code.text);
        child(fault, "CorrelationIdentifier").setTextContent(correlation);
        setDetail(detail);
        return this;
    }

    /** The same for those who are answered before SOAP begins. */
    static String envelope(Code code, String correlation) {
        QName sender = Soap11.getInstance().getSender();
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <soap:Envelope xmlns:soap="%s"><soap:Body><soap:Fault><faultcode>soap:%s</faultcode>\
                <faultstring>%s</faultstring><detail><ServiceFault xmlns="%s"><FaultCode>%s</FaultCode>\
                <FaultText>%s</FaultText><CorrelationIdentifier>%s</CorrelationIdentifier></ServiceFault></detail>\
                </soap:Fault></soap:Body></soap:Envelope>""".formatted(
                        sender.getNamespaceURI(),
                        sender.getLocalPart(),
                        code.text,
                        Contract.NAMESPACE,
                        code.name(),
                        code.text,
                        UUID.fromString(correlation));
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElementNS(Contract.NAMESPACE, name);
        parent.appendChild(child);
        return child;
    }
}
