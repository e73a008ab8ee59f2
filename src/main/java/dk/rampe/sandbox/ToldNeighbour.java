package dk.rampe.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * A partner's {@code StatusReceiver}, which knows no more of the hub than its contract says. Each status it is told lies in
 * {@code status/}, the whole envelope under the status's id, so that one told twice is there once. A case number in the file
 * {@code afvis.txt}, with a reason after it, is answered with AFVIST.
 */
final class ToldNeighbour implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToldNeighbour.class);
    private static final String CONTRACT = "urn:rampe:referral-service:1";
    private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    private final String partner;
    private final HttpsServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Path statuses;
    private final Path refused;

    private ToldNeighbour(String partner, HttpsServer server, SandboxFolders folders) throws IOException {
        this.partner = partner;
        this.server = server;
        this.statuses = Files.createDirectories(folders.neighbour(partner).resolve("status"));
        this.refused = folders.neighbour(partner).resolve("afvis.txt");
    }

    /** @param own key and certificate of its server */
    static ToldNeighbour start(String partner, KeyStoreFile own, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.load(), KeyStoreFile.PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        ToldNeighbour neighbour = new ToldNeighbour(partner, server, folders);
        server.setExecutor(neighbour.workers);
        server.createContext("/StatusReceiver", neighbour::take);
        server.start();
        return neighbour;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/StatusReceiver";
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            int status = 200;
            String body;
            try {
                body = told(call.getRequestBody().readAllBytes());
            } catch (IOException | RuntimeException e) {
                // not its text, which may quote the call
                LOG.warn(
                        "Sandbox: {} cannot take a status: {}",
                        partner,
                        e.getClass().getSimpleName());
                status = 500;
                body = "<s:Fault><faultcode>s:Server</faultcode><faultstring>Prøv igen.</faultstring></s:Fault>";
            }
            answer(call, status, body);
        }
    }

    private String told(byte[] envelope) throws IOException {
        Document document = parsed(envelope);
        keep(UUID.fromString(text(document, "StatusIdentifier")), envelope);
        return answer(reason(text(document, "CaseNumberIdentifier")));
    }

    private void keep(UUID status, byte[] envelope) throws IOException {
        Path draft = Files.createTempFile(statuses.getParent(), ".status", ".tmp");
        Files.write(draft, envelope);
        Files.move(draft, statuses.resolve(status + ".xml"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stands behind the case number, when it is to be refused. */
    private Optional<String> reason(String caseNumber) throws IOException {
        if (Files.notExists(refused)) {
            return Optional.empty();
        }
        return Files.readAllLines(refused).stream()
                .map(line -> line.strip().split("\\s+", 2))
                .filter(words -> words[0].equals(caseNumber))
                .map(words -> words.length > 1 ? words[1] : "Sagen er lukket hos os.")
                .findFirst();
    }

    private static String answer(Optional<String> reason) {
        String code = "<AnswerCode>" + (reason.isPresent() ? "AFVIST" : "ACCEPTED") + "</AnswerCode>";
        String text = reason.map(one -> "<AnswerReasonText>" + escaped(one) + "</AnswerReasonText>")
                .orElse("");
        return "<ReceiveStatusResponse xmlns=\"" + CONTRACT + "\">" + code + text + "</ReceiveStatusResponse>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] envelope = ("<s:Envelope xmlns:s=\"" + ENVELOPE + "\"><s:Body>" + body + "</s:Body></s:Envelope>")
                .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "text/xml; charset=UTF-8");
        call.sendResponseHeaders(status, envelope.length);
        call.getResponseBody().write(envelope);
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagNameNS(CONTRACT, element).item(0).getTextContent();
    }

    private static Document parsed(byte[] envelope) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // or it prints what is wrong, and what it read
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(envelope));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
