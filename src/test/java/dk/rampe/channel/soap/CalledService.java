package dk.rampe.channel.soap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A partner's service over TLS, as a test wants it to be: keeps what it was sent and answers what it is told to. */
final class CalledService implements AutoCloseable {

    /** What becomes of a call. */
    interface Answering {

        void answer(HttpExchange call) throws IOException;
    }

    /** @param clients subject of the client certificate, or null */
    record Call(String content, List<String> types, List<String> actions, String length, String client) {}

    private final HttpsServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Answering answering = call -> answer(call, 200, "text/xml", envelope("<ok xmlns='urn:test'/>"));

    /** @param port 0: a free one */
    CalledService(TestAuthority.Identity identity, int port) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(identity.store(), TestAuthority.PASSWORD);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("it", SoapHub.AUTHORITY.certificate());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(trust);
        tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(workers);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange call) throws IOException {
        byte[] bytes = call.getRequestBody().readAllBytes();
        String content = new String(bytes, StandardCharsets.UTF_8);
        // for who answers to read again
        call.setStreams(new ByteArrayInputStream(bytes), null);
        calls.add(new Call(
                content,
                call.getRequestHeaders().get("Content-Type"),
                call.getRequestHeaders().get("SOAPAction"),
                call.getRequestHeaders().getFirst("Content-Length"),
                client(call)));
        answering.answer(call);
    }

    private static String client(HttpExchange call) {
        try {
            var session = ((com.sun.net.httpserver.HttpsExchange) call).getSSLSession();
            return ((X509Certificate) session.getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
            return null;
        }
    }

    void answers(Answering next) {
        answering = next;
    }

    static void answer(HttpExchange call, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    static String envelope(String body) {
        return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("https://localhost:" + port() + "/service");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
