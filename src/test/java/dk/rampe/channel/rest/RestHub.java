package dk.rampe.channel.rest;

import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/**
 * The REST edge on a port of its own, over the rooms of a {@link TestHub} with a real PostgreSQL. SIND is on the broker
 * and looks a second time; the provider {@code nabo}, who has the cases of Sideby, fetches and has no broker.
 */
final class RestHub implements BeforeEachCallback {

    static final String NABO = "nabo";
    static final String SIDEBY = "sideby";
    static final String SIND_KEY = "sind-one_0123456789";
    static final String SIND_SECOND_KEY = "sind-two_0123456789";
    static final String NABO_KEY = "nabo-one_0123456789";
    static final String SLOW_KEY = "slow-one_0123456789";
    static final int SLOW_CALLS = 3;
    static final int CONNECTIONS = 8;

    private static final TestHub ROOMS = new TestHub(settings());

    /** Not marked as a configuration, or the hub would find it when it scans for its own. */
    @ImportAutoConfiguration({
        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @ComponentScan("dk.rampe.channel.rest")
    static class Edge {}

    private record Server(ServletWebServerApplicationContext context)
            implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            context.close();
        }
    }

    private Server server;

    @Override
    public void beforeEach(ExtensionContext test) {
        ROOMS.beforeEach(test);
        server = test.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Server.class, type -> start(), Server.class);
    }

    private static Server start() {
        SpringApplicationBuilder edge = new SpringApplicationBuilder(Edge.class)
                .parent(ROOMS.context())
                .properties("server.port=0", "server.address=127.0.0.1");
        // the parent has had its settings checked
        edge.application()
                .setInitializers(edge.application().getInitializers().stream()
                        .filter(initializer -> !initializer.getClass().getName().startsWith("dk.rampe"))
                        .toList());
        return new Server((ServletWebServerApplicationContext) edge.run("--server.port=0"));
    }

    TestHub rooms() {
        return ROOMS;
    }

    <T> T edge(Class<T> bean) {
        return server.context().getBean(bean);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.context().getWebServer().getPort() + path);
    }

    /** A file of Sideby's, whose files look like Silkeborg's. */
    UUID sideby(String name, String... lines) {
        return ROOMS.process(ROOMS.store(SIDEBY, name, UUID.randomUUID().toString(), TestHub.csv(name, lines)));
    }

    static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("SIND_REST_KEY_SHA256", sha256(SIND_KEY));
        settings.put("rampe.partners.sind.rest.keys.second", sha256(SIND_SECOND_KEY));
        settings.put("rampe.partners.sind.rest.requests-per-minute", "100000");
        settings.put("spring.datasource.hikari.allow-pool-suspension", "true");
        // fewer than there are callers, who must not wait for one another
        settings.put("spring.datasource.hikari.maximum-pool-size", String.valueOf(CONNECTIONS));
        settings.put("rampe.programmes.side.name", "Side");
        provider(settings, NABO, NABO_KEY, 100_000);
        provider(settings, "slow", SLOW_KEY, SLOW_CALLS);
        String sideby = "rampe.partners." + SIDEBY;
        settings.put(sideby + ".name", "Sideby");
        settings.put(sideby + ".role", "JOBCENTRE");
        settings.put(sideby + ".municipality", "798");
        settings.put(sideby + ".programmes", "side");
        settings.put(sideby + ".agreement.reference", "none");
        settings.put(sideby + ".agreement.legal-basis", "none");
        settings.put(sideby + ".sftp.port", "22");
        for (String part : List.of("host", "user", "private-key-file", "known-hosts-file")) {
            settings.put(sideby + ".sftp." + part, "none");
        }
        settings.put(sideby + ".collect.folder", "UD");
        settings.put(sideby + ".collect.ready", "MARKER");
        settings.put(sideby + ".collect.marker", ".ok");
        settings.put(sideby + ".collect.files.henvisning.pattern", "henvisning_.*");
        settings.put(sideby + ".collect.files.henvisning.messages", "referral");
        settings.put(sideby + ".collect.files.sagsopdatering.pattern", "sagsopdatering_.*");
        settings.put(sideby + ".collect.files.sagsopdatering.messages", "case-update");
        settings.put("rampe.folders.mappings", mappings().toString());
        return settings;
    }

    private static void provider(Map<String, String> settings, String id, String key, int calls) {
        settings.put("rampe.partners." + id + ".name", id);
        settings.put("rampe.partners." + id + ".role", "PROVIDER");
        settings.put("rampe.partners." + id + ".programmes", "side");
        settings.put("rampe.partners." + id + ".agreement.reference", "none");
        settings.put("rampe.partners." + id + ".agreement.legal-basis", "none");
        settings.put("rampe.partners." + id + ".rest.keys.first", sha256(key));
        settings.put("rampe.partners." + id + ".rest.requests-per-minute", String.valueOf(calls));
    }

    /** The hub's own, and copies for the partners of this test. */
    private static Path mappings() {
        try {
            Path folder = Files.createTempDirectory("rampe-mappings");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> org.springframework.util.FileSystemUtils.deleteRecursively(folder.toFile())));
            Path own = Path.of("mappings");
            copy(own, folder);
            copy(own.resolve("sind"), folder.resolve(NABO));
            copy(own.resolve("sind"), folder.resolve("slow"));
            copy(own.resolve("silkeborg"), folder.resolve(SIDEBY));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
