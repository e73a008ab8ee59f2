package dk.rampe.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A partner's own service over TLS on a free port of this machine: envelopes in, elements out. */
final class SoapService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SoapService.class);

    enum Version {
        SOAP_11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"),
        SOAP_12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

        private final String envelope;
        private final String type;

        Version(String envelope, String type) {
            this.envelope = envelope;
            this.type = type;
        }

        /** @param server whose trouble it is: the service's, or the caller's */
        private String fault(boolean server, String text) {
            return this == SOAP_11
                    ? "<s:Fault><faultcode>s:%s</faultcode><faultstring>%s</faultstring></s:Fault>"
                            .formatted(server ? "Server" : "Client", text)
                    : "<s:Fault><s:Code><s:Value>s:%s</s:Value></s:Code><s:Reason><s:Text xml:lang=\"da\">%s</s:Text></s:Reason></s:Fault>"
                            .formatted(server ? "Receiver" : "Sender", text);
        }
    }

    /** What the service does. */
    interface Answering {

        /**
         * @return what stands in the body of the answer
         * @throws Refused when there is something wrong with the call
         * @throws IOException when it may go better another time
         */
        String answer(Document call) throws IOException;
    }

    /** The caller's trouble, in words for it. */
    static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        Refused(String text) {
            super(text);
        }
    }

    private final String partner;
    private final Version version;
    private final Answering answering;
    private final HttpsServer server;
    private final String path;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    private SoapService(String partner, Version version, HttpsServer server, String path, Answering answering) {
        this.partner = partner;
        this.version = version;
        this.server = server;
        this.path = path;
        this.answering = answering;
    }

    /** @param own key and certificate of its server */
    static SoapService start(String partner, KeyStoreFile own, Version version, String name, Answering answering)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.load(), KeyStoreFile.PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        SoapService service = new SoapService(partner, version, server, "/" + name, answering);
        server.setExecutor(service.workers);
        server.createContext(service.path, service::take);
        server.start();
        return service;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            int status = 200;
            String body;
            try {
                body = answering.answer(parsed(call.getRequestBody().readAllBytes()));
            } catch (Refused e) {
                status = version == Version.SOAP_12 ? 400 : 500;
                body = version.fault(false, escaped(e.getMessage()));
            } catch (IOException | RuntimeException e) {
                // not its text, which may quote the call
                LOG.warn(
                        "Sandbox: {} cannot answer a call: {}",
                        partner,
                        e.getClass().getSimpleName());
                status = 500;
                body = version.fault(true, "Prøv igen.");
            }
            answer(call, status, body);
        }
    }

    private void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] envelope = ("<s:Envelope xmlns:s=\"" + version.envelope + "\"><s:Body>" + body
                        + "</s:Body></s:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", version.type + "; charset=UTF-8");
        call.sendResponseHeaders(status, envelope.length);
        call.getResponseBody().write(envelope);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    static Document parsed(Path file) throws IOException {
        return parsed(Files.readAllBytes(file));
    }

    private static Document parsed(byte[] content) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // or it prints what is wrong, and what it read
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(content));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    /** An element as a text of its own. */
    static String written(Element element) throws IOException {
        StringWriter text = new StringWriter();
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(element), new StreamResult(text));
        } catch (TransformerException e) {
            throw new IOException(e);
        }
        return text.toString();
    }
}
