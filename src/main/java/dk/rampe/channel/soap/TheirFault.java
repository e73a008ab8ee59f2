package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Of a fault that came as an answer only this is kept: whose trouble it is. CXF makes faults of its own from other troubles. */
final class TheirFault extends AbstractPhaseInterceptor<Message> {

    TheirFault() {
        super(Phase.PRE_LOGICAL);
    }

    @Override
    public void handleMessage(Message message) {
        boolean theirs = message.getContent(Exception.class) instanceof SoapFault fault
                && (isCode(fault, "Server") || isCode(fault, "Receiver"));
        message.setContent(Exception.class, new Fault(new CallFailed(theirs ? Reason.THEIR_TROUBLE : Reason.REFUSED)));
    }

    private static boolean isCode(SoapFault fault, String code) {
        return fault.getFaultCode().getLocalPart().equals(code);
    }
}
