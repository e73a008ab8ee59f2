package dk.rampe.channel.sftp;

import static org.mockito.Mockito.clearInvocations;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.FetchedFiles;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Pending;
import dk.rampe.delivery.Renderings;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Troubles;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Submissions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.mockito.Mockito;
import org.mockito.stubbing.Answer;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The project's own routes and partners' settings in a Camel context, against servers of the test; the ledger and the
 * outbox are doubles. Log levels are those of {@code application.yml}.
 */
final class RunningRoutes implements AutoCloseable {

    /** Not marked as a configuration, or the hub would find it when it scans for its own. */
    @EnableConfigurationProperties(HubSettings.class)
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    @ComponentScan(
            basePackages = {"dk.rampe.partner", "dk.rampe.channel.sftp"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {PollLease.class, Troubles.class}))
    static class Beans {

        @Bean
        Doubles doubles() {
            return new Doubles();
        }

        @Bean
        Submissions submissions(Doubles doubles) {
            return doubles.of(Submissions.class);
        }

        /** What is claimed says what is owed. */
        @Bean
        Pending pending() {
            return Mockito.mock(Pending.class, call -> true);
        }

        @Bean
        Claims claims(Doubles doubles) {
            return doubles.of(Claims.class);
        }

        @Bean
        Outbox outbox(Doubles doubles) {
            return doubles.of(Outbox.class);
        }

        @Bean
        Renderings renderings(Doubles doubles) {
            return doubles.of(Renderings.class);
        }

        @Bean
        FetchedFiles fetchedFiles(Doubles doubles) {
            return doubles.of(FetchedFiles.class);
        }

        @Bean
        JdbcClient database(Doubles doubles) {
            return doubles.of(JdbcClient.class);
        }

        @Bean
        Troubles troubles(Doubles doubles) {
            return doubles.of(Troubles.class);
        }

        @Bean
        PollLease pollLease(Doubles doubles) {
            return doubles.of(PollLease.class);
        }
    }

    record Stored(Incoming incoming, byte[] content) {}

    final Submissions submissions;
    final Outbox outbox;
    final FetchedFiles fetched;
    final PollLease lease;
    final Troubles troubles;
    final List<Stored> stored = new CopyOnWriteArrayList<>();

    private final ConfigurableApplicationContext context;
    private final Doubles doubles;
    private volatile boolean polls = true;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    RunningRoutes(Map<String, ? extends Reachable> servers, String... settings) throws IOException {
        this(Path.of("routes"), servers, settings);
    }

    /** @param folder of the route files */
    RunningRoutes(Path folder, Map<String, ? extends Reachable> servers, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>();
        StringBuilder locations = new StringBuilder("classpath:/application.yml,file:config/application.yml");
        servers.forEach((partner, server) -> {
            arguments.addAll(server.settings(partner));
            if (Files.exists(Path.of("config", partner))) {
                locations.append(",file:config/").append(partner).append('/');
            } else {
                arguments.addAll(likeNorddjurs(partner));
            }
            if (!partner.equals("defactum")) {
                arguments.add("--rampe.partners." + partner + ".collect.every=50ms");
            }
        });
        arguments.add("--spring.config.location=" + locations);
        for (String unused : List.of("DATABASE_URL", "DATABASE_USER", "DATABASE_PASSWORD", "BROKER_URL")) {
            arguments.add("--RAMPE_" + unused + "=unused");
        }
        arguments.addAll(
                List.of("--RAMPE_BROKER_USER=unused", "--RAMPE_BROKER_PASSWORD=unused", "--RAMPE_KEY_FILE=unused"));
        // every programme needs a provider; this one is sent nothing
        for (String setting : List.of(
                "name=SIND",
                "role=PROVIDER",
                "programmes=rampen",
                "agreement.reference=none",
                "agreement.legal-basis=none",
                "sftp.port=22")) {
            arguments.add("--rampe.partners.sind." + setting);
        }
        for (String unused : List.of("host", "user", "private-key-file", "known-hosts-file")) {
            arguments.add("--rampe.partners.sind.sftp." + unused + "=unused");
        }
        StringBuilder routes = new StringBuilder("--camel.main.routes-include-pattern=");
        for (String route : List.of(
                "error-handling", "fetch-files", "deliver-files", "dispatch-deliveries", "note-fetched-files")) {
            routes.append("file:").append(folder).append('/').append(route).append(".camel.yaml,");
        }
        arguments.add(routes.toString());
        arguments.addAll(List.of(settings));
        context = new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
        submissions = context.getBean(Submissions.class);
        outbox = context.getBean(Outbox.class);
        fetched = context.getBean(FetchedFiles.class);
        doubles = context.getBean(Doubles.class);
        lease = context.getBean(PollLease.class);
        troubles = context.getBean(Troubles.class);
        forget();
        log.start();
        rootLogger().addAppender(log);
    }

    /** A municipality that {@code config/} does not know. */
    private static List<String> likeNorddjurs(String partner) {
        String sftp = partner.toUpperCase() + "_SFTP_";
        return Stream.of(
                        "name=" + partner,
                        "role=JOBCENTRE",
                        "municipality=" + (800 + Math.floorMod(partner.hashCode(), 100)),
                        "programmes=rampen",
                        "agreement.reference=none",
                        "agreement.legal-basis=none",
                        "sftp.host=${" + sftp + "HOST}",
                        "sftp.port=${" + sftp + "PORT}",
                        "sftp.user=${" + sftp + "USER}",
                        "sftp.private-key-file=${" + sftp + "KEY_FILE}",
                        "sftp.known-hosts-file=${" + sftp + "KNOWN_HOSTS}",
                        "collect.folder=til_sind",
                        "collect.ready=MARKER",
                        "collect.marker=.klar_til_processering",
                        "collect.files.leverance.pattern=RAMPE_\\d{12}\\.xml",
                        "collect.files.leverance.messages=referral")
                .map(setting -> "--rampe.partners." + partner + '.' + setting)
                .toList();
    }

    /** Files are stored, deliveries sent, the lease is held; nothing has happened yet. */
    void forget() {
        doubles.forget();
        doubles.on("take", call -> polls);
        doubles.on("store", call -> store(call.getArgument(0), call.getArgument(1)));
        clearInvocations(submissions, outbox, fetched, lease, troubles);
        stored.clear();
        log.list.clear();
    }

    /** Another node has the leases for good. */
    void neverPoll() {
        polls = false;
    }

    /** From the next call on. */
    void on(String method, Answer<?> answer) {
        doubles.on(method, answer);
    }

    /** As the ledger: refuses what is not as long as it was announced. */
    UUID store(Incoming incoming, InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        if (bytes.length != incoming.size()) {
            throw new IllegalStateException("not all of it came");
        }
        stored.add(new Stored(incoming, bytes));
        return UUID.randomUUID();
    }

    void deliver(Delivery delivery, Parcel parcel) {
        on("parcel", call -> parcel);
        camel().createProducerTemplate().send("direct:" + delivery.partner() + "-deliver", exchange -> {
            exchange.setProperty("delivery", delivery);
            exchange.getMessage().setBody(delivery);
        });
    }

    CamelContext camel() {
        return context.getBean(CamelContext.class);
    }

    /** Everything the hub logged, a line with its causes for each event; the servers' own log is the partners'. */
    List<String> logged() {
        return List.copyOf(log.list).stream()
                .filter(event -> !event.getLoggerName().startsWith("org.apache.sshd"))
                .map(RunningRoutes::line)
                .toList();
    }

    private static String line(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append("\n").append(cause.getClassName()).append(": ").append(cause.getMessage());
        }
        return line.toString();
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        rootLogger().detachAppender(log);
        context.close();
    }
}
