package dk.rampe.channel.soap;

import dk.rampe.channel.soap.ServiceFault.Code;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Before anything is read: who calls, and whether what comes can be a call at all. Only callers that are known see the
 * contract; nothing else can be seen here.
 */
final class Gate extends HttpFilter {

    static final String SERVICE = "/ReferralService";

    /** What callers have a service for: only the contract is here. */
    private static final String CALLED = "/StatusReceiver";

    static final String CORRELATION = "X-Correlation-Id";

    /** 500 items with all their texts filled to the brim would be more; nobody has those. */
    static final int MOST_BYTES = 4 << 20;

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String XML = "text/xml;charset=UTF-8";

    private final transient Callers callers;

    Gate(Callers callers) {
        this.callers = callers;
    }

    static Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(Caller.class.getName());
    }

    static String correlation(HttpServletRequest request) {
        return (String) request.getAttribute(CORRELATION);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String correlation = UUID.randomUUID().toString();
        request.setAttribute(CORRELATION, correlation);
        response.setHeader(CORRELATION, correlation);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<Caller> caller = callers.of(request);
        if (caller.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Rampe\"");
            refuse(HttpServletResponse.SC_UNAUTHORIZED, Code.NOT_ALLOWED, correlation, response);
            return;
        }
        request.setAttribute(Caller.class.getName(), caller.get());
        String resource = description(request);
        if (resource != null) {
            response.setContentType(XML);
            try (InputStream content = Contract.resource(resource).openStream()) {
                content.transferTo(response.getOutputStream());
            }
        } else if (!request.getRequestURI().equals(SERVICE)) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader(HttpHeaders.ALLOW, "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (!isSoap11(request)) {
            refuse(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, Code.MALFORMED, correlation, response);
        } else if (request.getContentLengthLong() > MOST_BYTES) {
            refuse(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, Code.TOO_LARGE, correlation, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The part of the contract that is asked for, or null. */
    private static String description(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return null;
        }
        boolean wsdl = "wsdl".equals(request.getQueryString());
        return switch (request.getRequestURI()) {
            case SERVICE -> wsdl ? "ReferralService.wsdl" : null;
            case SERVICE + ".xsd" -> "ReferralService.xsd";
            case CALLED -> wsdl ? "StatusReceiver.wsdl" : null;
            case CALLED + ".xsd" -> "StatusReceiver.xsd";
            default -> null;
        };
    }

    /** Neither SOAP 1.2 nor attachments. */
    private static boolean isSoap11(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        return type.equals("text/xml") || type.startsWith("text/xml;");
    }

    private static void refuse(int status, Code code, String correlation, HttpServletResponse response)
            throws IOException {
        LOG.warn("SOAP: {} ({})", code, correlation);
        response.setStatus(status);
        response.setContentType(XML);
        response.getOutputStream()
                .write(ServiceFault.envelope(code, correlation).getBytes(StandardCharsets.UTF_8));
    }
}
