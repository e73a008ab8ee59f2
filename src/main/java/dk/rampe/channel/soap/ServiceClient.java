package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.partner.Partner;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.ClientImpl;
import org.apache.cxf.headers.Header;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transport.http.HTTPException;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.w3c.dom.Document;

/** Calls one partner's SOAP service. It may be used by several threads. */
final class ServiceClient implements AutoCloseable {

    /** As large as the largest call that the hub takes itself. */
    private static final int MOST_BYTES = Gate.MOST_BYTES;

    private static final QName NOBODYS = new QName("urn:rampe:service", "Service");

    private final Partner.Service settings;
    private final Bus bus;
    private final Dispatch<Source> dispatch;

    /** @throws GeneralSecurityException when key store or trusted certificates are none */
    ServiceClient(Partner.Service settings) throws IOException, GeneralSecurityException {
        this.settings = settings;
        bus = BusFactory.newInstance().createBus();
        bus.setProperties(properties());
        Bus before = BusFactory.getAndSetThreadDefaultBus(bus);
        try {
            Service service = Service.create(NOBODYS);
            service.addPort(
                    NOBODYS,
                    settings.version() == Partner.Service.Version.SOAP_11
                            ? SOAPBinding.SOAP11HTTP_BINDING
                            : SOAPBinding.SOAP12HTTP_BINDING,
                    settings.url().toString());
            dispatch = service.createDispatch(NOBODYS, Source.class, Service.Mode.PAYLOAD);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
        Client client = ((DispatchImpl<?>) dispatch).getClient();
        client.getInInterceptors().add(new WholeAnswer(MOST_BYTES, settings.answerWithin()));
        client.getInFaultInterceptors().add(new TheirFault());
        HTTPConduit conduit = (HTTPConduit) client.getConduit();
        conduit.setTlsClientParameters(ServiceTls.of(settings));
        conduit.setClient(policy(settings));
        dispatch.getRequestContext().put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
        // copied from what has been set until now
        dispatch.getRequestContext().put(ClientImpl.THREAD_LOCAL_REQUEST_CONTEXT, true);
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = SoapServer.limits();
        // or CXF logs what went wrong, in the words of who answered
        properties.put(FaultListener.class.getName(), (FaultListener) (e, description, message) -> false);
        // SOAP 1.2 sends faults so
        properties.put("org.apache.cxf.transport.process_fault_on_http_400", true);
        properties.put("share.httpclient.http.conduit", false);
        return properties;
    }

    private static HTTPClientPolicy policy(Partner.Service settings) {
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(settings.connectWithin().toMillis());
        policy.setReceiveTimeout(settings.answerWithin().toMillis());
        policy.setAutoRedirect(false);
        policy.setAllowChunking(false);
        policy.setVersion("1.1");
        return policy;
    }

    /**
     * @param action of the operation, as its WSDL has it
     * @param body the one element of the body
     * @return the first element of the answer's body
     */
    Document call(String action, Document body) throws CallFailed {
        dispatch.getRequestContext().put(BindingProvider.SOAPACTION_URI_PROPERTY, action);
        if (settings.user() != null) {
            // one for each call: nodes of a document are not for several threads
            dispatch.getRequestContext()
                    .put(Header.HEADER_LIST, List.of(UsernameToken.header(settings.user(), settings.password())));
        }
        try {
            return Payload.of(dispatch.invoke(new DOMSource(body))).document();
        } catch (WebServiceException | Fault e) {
            throw new CallFailed(reason(e));
        }
    }

    private static Reason reason(Exception e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof CallFailed known) {
                return known.reason();
            }
            if (cause instanceof ServiceFault) {
                return Reason.NOT_UNDERSTOOD;
            }
            if (cause instanceof HTTPException http) {
                return isPassing(http.getResponseCode()) ? Reason.THEIR_TROUBLE : Reason.REFUSED;
            }
            if (cause instanceof SSLException) {
                return Reason.NOT_TRUSTED;
            }
            if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
                return Reason.NO_ANSWER_IN_TIME;
            }
            if (cause instanceof IOException) {
                return Reason.NOT_REACHED;
            }
        }
        return Reason.NOT_UNDERSTOOD;
    }

    /** Request time-out and too many requests, and what servers blame themselves for. */
    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    @Override
    public void close() {
        ((DispatchImpl<?>) dispatch).getClient().destroy();
        bus.shutdown(false);
    }
}
