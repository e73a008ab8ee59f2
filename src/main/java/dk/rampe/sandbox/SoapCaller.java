package dk.rampe.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A client of {@code ReferralService} that knows no more of the hub than its contract says. */
final class SoapCaller {

    private static final String CONTRACT = "urn:rampe:referral-service:1";
    private static final Pattern DECLARATION = Pattern.compile("^\\uFEFF?\\s*<\\?xml[^>]*>");

    /** After these faults the contract asks for the same call again. */
    private static final Set<String> PASSING = Set.of("TRY_AGAIN", "FAILED");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI service;
    private final HttpClient client;

    /**
     * @param own key and certificate to show
     * @param trusted who may have signed the service's certificate
     */
    SoapCaller(KeyStoreFile own, KeyStoreFile trusted, int port) throws IOException, GeneralSecurityException {
        service = URI.create("https://localhost:" + port + "/ReferralService");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.load(), KeyStoreFile.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted.load());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /**
     * @param call an element of the contract; anything else is sent as it is, and the service says what is wrong with it
     * @return the envelope that answers it, a fault too; nothing when the call is to be made again
     */
    Optional<byte[]> call(byte[] call) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service)
                .timeout(PATIENCE)
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(HttpRequest.BodyPublishers.ofString(inEnvelope(new String(call, StandardCharsets.UTF_8))))
                .build();
        byte[] answer =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        NodeList faults = parsed(answer).getElementsByTagNameNS(CONTRACT, "FaultCode");
        boolean passes =
                faults.getLength() > 0 && PASSING.contains(faults.item(0).getTextContent());
        return passes ? Optional.empty() : Optional.of(answer);
    }

    private static String inEnvelope(String call) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
                + DECLARATION.matcher(call).replaceFirst("") + "</soap:Body></soap:Envelope>";
    }

    private static Document parsed(byte[] answer) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // or it prints what is wrong, and what it read
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(answer));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }
}
