package dk.rampe.channel.soap;

import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.helpers.DOMUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * WS-Security: user and password in clear, which TLS keeps. After OASIS' UsernameToken Profile 1.1; see {@code
 * docs/adr/0024}.
 */
final class UsernameToken {

    static final String NAMESPACE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private static final String TEXT =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

    private UsernameToken() {}

    static SoapHeader header(String user, String password) {
        Document document = DOMUtils.createDocument();
        Element security = document.createElementNS(NAMESPACE, "wsse:Security");
        Element token = child(security, "wsse:UsernameToken");
        child(token, "wsse:Username").setTextContent(user);
        Element secret = child(token, "wsse:Password");
        secret.setAttribute("Type", TEXT);
        secret.setTextContent(password);
        SoapHeader header = new SoapHeader(new QName(NAMESPACE, "Security"), security);
        header.setMustUnderstand(true);
        return header;
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElementNS(NAMESPACE, name);
        parent.appendChild(child);
        return child;
    }
}
