package dk.rampe.channel.soap;

import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.FileSystemUtils;

/**
 * The SOAP port over the rooms of a {@link TestHub} with a real PostgreSQL: Aarhus, which has a certificate, and Sydby,
 * which has a password and the words of Aarhus.
 */
final class SoapHub implements BeforeEachCallback {

    static final String SYDBY = "sydby";
    static final String PASSWORD = "sydby:hemmelig_0123456789";

    static final TestAuthority AUTHORITY = new TestAuthority("Those who sign");
    static final TestAuthority.Identity AARHUS = AUTHORITY.identity("Aarhus");
    /** Where Aarhus has its service, while a test runs it. */
    static final int SERVICE_PORT = freePort();

    static final String RANDERS = "randers";
    /** Where Randers has its service, while a test runs it. */
    static final int RANDERS_PORT = freePort();

    static final TestAuthority.Identity STOLEN = AUTHORITY.identity("Stolen");

    private static final Path FOLDER = folder();
    private static final TestHub ROOMS = new TestHub(settings());

    private ConfigurableApplicationContext context;

    /** Not marked as a configuration, or the hub would find it when it scans for its own. */
    @ComponentScan("dk.rampe.channel.soap")
    static class Edge {}

    private record Server(ConfigurableApplicationContext context) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        ROOMS.beforeEach(test);
        takeBack(List.of(STOLEN));
        context = test.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Server.class, type -> start(), Server.class)
                .context();
    }

    private static Server start() {
        SpringApplicationBuilder edge =
                new SpringApplicationBuilder(Edge.class).parent(ROOMS.context()).web(WebApplicationType.NONE);
        // the parent has had its settings checked
        edge.application()
                .setInitializers(edge.application().getInitializers().stream()
                        .filter(initializer -> !initializer.getClass().getName().startsWith("dk.rampe"))
                        .toList());
        return new Server(edge.run());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TestHub rooms() {
        return ROOMS;
    }

    /** The authority's list from now on. */
    static void takeBack(List<TestAuthority.Identity> revoked) {
        takeBack(revoked, Instant.now().plus(Duration.ofHours(12)));
    }

    /** @param until when the next list is due */
    static void takeBack(List<TestAuthority.Identity> revoked, Instant until) {
        try {
            Path file = FOLDER.resolve("revoked.crl");
            Path next = FOLDER.resolve("revoked.next");
            AUTHORITY.writeRevocations(
                    next,
                    revoked.stream().map(TestAuthority.Identity::certificate).toList(),
                    until);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** There is no list. */
    static void loseTheList() {
        try {
            Files.delete(FOLDER.resolve("revoked.crl"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create(
                "https://localhost:" + context.getBean(SoapServer.class).port() + path);
    }

    /** @param identity null: no certificate */
    static HttpClient client(TestAuthority.Identity identity) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("it", AUTHORITY.certificate());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
            trusted.init(trust);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(identity == null ? null : identity.store(), TestAuthority.PASSWORD);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Aarhus. */
    String call(String body) throws IOException, InterruptedException {
        return post(client(AARHUS), envelope(body)).body();
    }

    String callAsSydby(String body) throws IOException, InterruptedException {
        return post(client(null), envelope(body), "Authorization", basic(PASSWORD))
                .body();
    }

    HttpResponse<String> post(HttpClient client, String content, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/ReferralService"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"urn:rampe:referral-service:1:SubmitReferral\"");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(
                request.POST(BodyPublishers.ofString(content)).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    static String envelope(String body) {
        return envelope("", body);
    }

    static String envelope(String header, String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>" + header
                + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    private static Map<String, String> settings() {
        try {
            TestAuthority.writeStore(AUTHORITY.identity("localhost"), FOLDER.resolve("server.p12"));
            AUTHORITY.writeCertificate(FOLDER.resolve("authorities.pem"));
            takeBack(List.of(STOLEN));
            Path mappings = FOLDER.resolve("mappings");
            copy(Path.of("mappings"), mappings);
            copy(Path.of("mappings/aarhus"), mappings.resolve(SYDBY));

            Map<String, String> settings = new HashMap<>();
            settings.put("AARHUS_SOAP_CERTIFICATE_SHA256", Callers.fingerprint(AARHUS.certificate()));
            settings.put("rampe.partners.aarhus.soap.certificates.stolen", Callers.fingerprint(STOLEN.certificate()));
            settings.put("AARHUS_SERVICE_URL", "https://localhost:" + SERVICE_PORT + "/StatusReceiver");
            settings.put(
                    "AARHUS_SERVICE_TRUSTED_CERTIFICATES",
                    FOLDER.resolve("authorities.pem").toString());
            settings.put("rampe.partners.aarhus.service.answer-within", "2s");
            settings.put("rampe.folders.mappings", mappings.toString());
            settings.put("rampe.soap.port", "0");
            settings.put("rampe.soap.address", "127.0.0.1");
            settings.put("rampe.soap.key-store", FOLDER.resolve("server.p12").toString());
            settings.put("rampe.soap.key-store-password", String.valueOf(TestAuthority.PASSWORD));
            settings.put(
                    "rampe.soap.authorities", FOLDER.resolve("authorities.pem").toString());
            settings.put(
                    "rampe.soap.revocation-list", FOLDER.resolve("revoked.crl").toString());
            String sydby = "rampe.partners." + SYDBY;
            settings.put(sydby + ".name", "Sydby");
            settings.put(sydby + ".role", "JOBCENTRE");
            settings.put(sydby + ".municipality", "797");
            settings.put(sydby + ".programmes", "stampe");
            settings.put(sydby + ".agreement.reference", "none");
            settings.put(sydby + ".agreement.legal-basis", "none");
            String[] user = PASSWORD.split(":");
            settings.put(sydby + ".soap.users." + user[0], new BCryptPasswordEncoder(4).encode(user[1]));
            settings.put("RANDERS_SERVICE_URL", "https://localhost:" + RANDERS_PORT + "/HenvisningUdtraek");
            settings.put(
                    "RANDERS_SERVICE_TRUSTED_CERTIFICATES",
                    FOLDER.resolve("authorities.pem").toString());
            settings.put("RANDERS_SERVICE_USER", "rampe");
            settings.put("RANDERS_SERVICE_PASSWORD", NumberedEvents.PASSWORD);
            settings.put("rampe.partners." + RANDERS + ".service.answer-within", "2s");
            return settings;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rampe-soap-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
