package dk.rampe.channel.soap;

import dk.rampe.channel.soap.ServiceFault.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerException;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.staxutils.DepthExceededStaxException;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Whatever goes wrong, wherever: the caller reads a fault of the contract, the log the names of classes. */
final class FaultsAsAgreed extends AbstractPhaseInterceptor<Message> implements FaultListener {

    private static final Logger LOG = LoggerFactory.getLogger(FaultsAsAgreed.class);
    private static final Pattern LIMIT = Pattern.compile("(?i)limit \\(\\d+\\) exceeded|maximum .* exceeded");

    FaultsAsAgreed() {
        super(Phase.SETUP);
    }

    @Override
    public void handleMessage(Message message) throws Fault {
        Exception e = message.getContent(Exception.class);
        message.setContent(Exception.class, new ServiceFault(code(e)).correlated(correlation(message)));
    }

    /** @return false: nobody else logs it, for their texts quote what was sent */
    @Override
    public boolean faultOccurred(Exception e, String description, Message message) {
        LOG.warn(
                "SOAP: {}, {} ({})",
                code(e),
                causesOf(e).stream()
                        .map(cause -> cause.getClass().getSimpleName())
                        .collect(Collectors.joining(" < ")),
                correlation(message));
        return false;
    }

    private static String correlation(Message message) {
        Message in = message.getExchange().getInMessage();
        return Gate.correlation((HttpServletRequest) in.get(AbstractHTTPDestination.HTTP_REQUEST));
    }

    private static Code code(Exception e) {
        for (Throwable cause : causesOf(e)) {
            if (cause instanceof ServiceFault fault) {
                return fault.code();
            }
            if (cause instanceof DepthExceededStaxException
                    || LIMIT.matcher(String.valueOf(cause.getMessage())).find()) {
                return Code.TOO_LARGE;
            }
            if (cause instanceof XMLStreamException || cause instanceof TransformerException) {
                return Code.MALFORMED;
            }
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof TransactionException) {
                return Code.TRY_AGAIN;
            }
        }
        boolean callers = e instanceof SoapFault fault
                && !Soap11.getInstance().getReceiver().equals(fault.getFaultCode());
        return callers ? Code.MALFORMED : Code.FAILED;
    }

    private static List<Throwable> causesOf(Throwable e) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = e; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
