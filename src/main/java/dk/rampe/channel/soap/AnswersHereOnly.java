package dk.rampe.channel.soap;

import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.headers.Header;
import org.apache.cxf.phase.Phase;
import org.w3c.dom.Element;

/** Refuses a call that wants its answer, or its fault, sent to somebody else. */
final class AnswersHereOnly extends AbstractSoapInterceptor {

    AnswersHereOnly() {
        super(Phase.PRE_PROTOCOL);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        for (Header header : message.getHeaders()) {
            String name = header.getName().getLocalPart();
            if ((name.equals("ReplyTo") || name.equals("FaultTo")) && !isAnonymous(header.getObject())) {
                throw new ServiceFault(ServiceFault.Code.NOT_AS_AGREED);
            }
        }
    }

    private static boolean isAnonymous(Object header) {
        return header instanceof Element element
                && element.getTextContent().strip().endsWith("/anonymous");
    }
}
