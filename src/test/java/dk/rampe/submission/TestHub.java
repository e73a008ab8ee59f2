package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Renderings;
import dk.rampe.leftover.Leftovers;
import dk.rampe.partner.Daybook;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Timetable;
import dk.rampe.partner.Troubles;
import dk.rampe.vault.TestKeyFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rooms partner, vault, delivery and submission with the real settings and mappings on a real PostgreSQL; nothing
 * of Camel, no broker. One for all test classes; each test starts with empty tables at ten o'clock on a Monday.
 */
public final class TestHub implements BeforeEachCallback, AfterEachCallback {

    public static final String SILKEBORG = "silkeborg";
    public static final String NORDDJURS = "norddjurs";
    public static final String SIND = "sind";

    /** When all files that are stored here were last written, as their servers would say. */
    public static final Instant WRITTEN = Instant.parse("2026-02-02T06:00:00Z");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Map<String, String> settings;
    private Running running;

    public TestHub() {
        this(Map.of());
    }

    /** A hub of its own, for those test classes that have the same settings. */
    public TestHub(Map<String, String> settings) {
        this.settings = settings;
    }

    /** Not marked as a configuration, or the hub would find it when it scans for its own. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @EnableConfigurationProperties(HubSettings.class)
    @ComponentScan({
        "dk.rampe.retention",
        "dk.rampe.vault",
        "dk.rampe.delivery",
        "dk.rampe.submission",
        "dk.rampe.rights",
        "dk.rampe.reconciliation"
    })
    @Import({Daybook.class, Partners.class, PollLease.class, Timetable.class, Troubles.class})
    static class Rooms {

        @Bean
        TestClock clock() {
            return new TestClock();
        }
    }

    /** Until the process ends: a build gives its processes one test class after the other. */
    private static final Map<Map<String, String>, Running> STARTED = new ConcurrentHashMap<>();

    private record Running(EmbeddedPostgres server, Path folder, ConfigurableApplicationContext context) {

        static Running start(Map<String, String> more) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setRegisterShutdownHook(false)
                        .start();
                Path folder = Files.createTempDirectory("rampe-test");
                ConfigurableApplicationContext context = new SpringApplicationBuilder(Rooms.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments(server, folder, more));
                Running running = new Running(server, folder, context);
                Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String[] arguments(EmbeddedPostgres server, Path folder, Map<String, String> more) {
            Map<String, String> settings = new HashMap<>();
            settings.put("RAMPE_DATABASE_URL", server.getJdbcUrl("postgres", "postgres"));
            settings.put("RAMPE_DATABASE_USER", "postgres");
            settings.put("RAMPE_DATABASE_PASSWORD", "");
            settings.put("RAMPE_KEY_FILE", TestKeyFile.in(folder).toString());
            for (String name : List.of("BROKER_URL", "BROKER_USER", "BROKER_PASSWORD")) {
                settings.put("RAMPE_" + name, "none");
            }
            for (String partner : List.of("SILKEBORG", "NORDDJURS", "DEFACTUM")) {
                settings.put(partner + "_SFTP_HOST", "none");
                settings.put(partner + "_SFTP_PORT", "22");
                settings.put(partner + "_SFTP_USER", "none");
                settings.put(partner + "_SFTP_KEY_FILE", "none");
                settings.put(partner + "_SFTP_KNOWN_HOSTS", "none");
            }
            // a jobcentre that neither sends files nor is told a status
            settings.put("rampe.partners.quiet.name", "Quiet");
            settings.put("rampe.partners.quiet.role", "JOBCENTRE");
            settings.put("rampe.partners.quiet.municipality", "799");
            settings.put("rampe.partners.quiet.programmes", "rampen");
            settings.put("rampe.partners.quiet.agreement.reference", "none");
            settings.put("rampe.partners.quiet.agreement.legal-basis", "none");
            for (String part : List.of("host", "user", "private-key-file", "known-hosts-file")) {
                settings.put("rampe.partners.quiet.sftp." + part, "none");
            }
            settings.put("rampe.partners.quiet.sftp.port", "22");
            settings.put("SIND_REST_KEY_SHA256", "0".repeat(64));
            settings.put("ODDER_DROPBOX_KEY", "none");
            settings.put("AARHUS_SOAP_CERTIFICATE_SHA256", "0".repeat(64));
            for (String partner : List.of("AARHUS", "RANDERS")) {
                settings.put(partner + "_SERVICE_URL", "https://localhost:1/none");
                settings.put(partner + "_SERVICE_TRUSTED_CERTIFICATES", "none");
            }
            settings.put("RANDERS_SERVICE_USER", "none");
            settings.put("RANDERS_SERVICE_PASSWORD", "none");
            settings.putAll(more);
            return settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new);
        }

        private void stop() {
            try {
                context.close();
                server.close();
                Files.deleteIfExists(TestKeyFile.in(folder));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        running = STARTED.computeIfAbsent(settings, Running::start);
        empty();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Leftovers.assertNoneIn(bean(DataSource.class));
    }

    /** As if nothing had ever come in, at ten o'clock on a Monday. */
    public void empty() {
        // submission_line, waiting_line and delivery go with what they refer to
        sql("""
                delete from delivery; delete from delivered_name; delete from waiting_line; delete from submission_line;
                delete from submission; delete from archive_chunk; delete from event; delete from participation;
                delete from vault.participation_key; delete from vault.person; delete from vault.audit;
                delete from timetable_run; delete from lease; delete from partner_trouble; delete from purge_run; delete from archive_blanking;
                delete from erasure; delete from erased_participation; delete from erased_case;
                delete from purge_under_way; delete from broker_withdrawal; delete from stale_account; delete from vault.key_node;
                delete from reconciliation_run; delete from release_file; delete from release_showing; delete from release;
                delete from service_position; delete from service_gap""").update();
        clock().set("2026-02-02T10:00:00");
    }

    /** The copy of what came in, as it is now. */
    public byte[] archived(UUID submission) throws IOException {
        try (InputStream content = bean(Archive.class).read(bean(Ledger.class).find(submission))) {
            return content.readAllBytes();
        }
    }

    public <T> T bean(Class<T> type) {
        return running.context().getBean(type);
    }

    /** For a test's own context, with these rooms as its parent. */
    public ConfigurableApplicationContext context() {
        return running.context();
    }

    /** What another process needs to run these rooms on the same database, with the same key file. */
    List<String> arguments() {
        return List.of(Running.arguments(running.server(), running.folder(), settings));
    }

    public TestClock clock() {
        return bean(TestClock.class);
    }

    public JdbcClient.StatementSpec sql(String statement) {
        return bean(JdbcClient.class).sql(statement);
    }

    public long count(String from) {
        return sql("select count(*) from " + from).query(Long.class).single();
    }

    /** Stores a file of Silkeborg's and works it through. */
    public UUID silkeborg(String name, String... lines) {
        return process(store(SILKEBORG, name, UUID.randomUUID().toString(), csv(name, lines)));
    }

    public UUID norddjurs(String name, String dannet, String... elements) {
        return process(store(NORDDJURS, name, null, TestCases.xml(UUID.randomUUID(), dannet, elements)));
    }

    public UUID store(String partner, String name, String sendersId, byte[] content) {
        String kind = name.startsWith("RAMPE") ? "leverance" : name.substring(0, name.indexOf('_'));
        String stamp = partner.equals(SILKEBORG) ? name.replaceAll("^\\D*_|\\.csv$", "") : null;
        Incoming incoming = new Incoming(partner, "SFTP", kind, name, (long) content.length, WRITTEN, sendersId, stamp);
        try {
            return bean(Submissions.class).store(incoming, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] csv(String name, String... lines) {
        String header = name.startsWith("henvisning") ? TestCases.REFERRAL_HEADER : TestCases.UPDATE_HEADER;
        return (header + "\r\n"
                        + String.join(
                                "",
                                List.of(lines).stream()
                                        .map(line -> line + "\r\n")
                                        .toList()))
                .getBytes(WINDOWS);
    }

    public UUID process(UUID submission) {
        try {
            bean(SubmissionProcessing.class).process(submission);
            return submission;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void progress(String event) {
        try {
            bean(ProgressEvents.class).take(SIND, "JMS", JSON.readTree(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String state(UUID submission) {
        return sql("select state from submission where id = ?")
                .param(submission)
                .query(String.class)
                .single();
    }

    /** Outcomes of the lines, in order, with codes: {@code ACCEPTED}, {@code REJECTED R-1301}. */
    public List<String> outcomes(UUID submission) {
        return sql("select outcome, faults from submission_line where submission_id = ? order by line")
                .param(submission)
                .query((row, i) -> (row.getString(1) + " " + codes(row.getString(2))).strip())
                .list();
    }

    /** Codes of what holds for the file as a whole. */
    public String faults(UUID submission) {
        return sql("select faults from submission where id = ?")
                .param(submission)
                .query((row, i) -> codes(row.getString(1)))
                .single();
    }

    private static String codes(String faults) {
        return Submissions.codes(Ledger.faults(faults));
    }

    public List<UUID> participations(String caseNumber) {
        return sql("select id from participation where case_number = ? order by number")
                .param(caseNumber)
                .query(UUID.class)
                .list();
    }

    public UUID participation(String caseNumber) {
        return sql("select id from participation where case_number = ?")
                .param(caseNumber)
                .query(UUID.class)
                .single();
    }

    /** Claims all that is due to the partner, in as many rounds as it takes, and says that it has been sent. */
    public List<Delivery> deliver(String partner) {
        Outbox outbox = bean(Outbox.class);
        Claims claims = bean(Claims.class);
        List<Delivery> delivered = new ArrayList<>();
        for (List<Delivery> claimed = claims.claim(partner); !claimed.isEmpty(); claimed = claims.claim(partner)) {
            claimed.forEach(outbox::sent);
            delivered.addAll(claimed);
        }
        return delivered;
    }

    /** The content of a delivery's first file. */
    public String file(Delivery delivery) {
        Parcel parcel = bean(Renderings.class).parcel(delivery);
        byte[] content = parcel.files().get(0).content();
        return new String(content, parcel.files().get(0).name().endsWith(".csv") ? WINDOWS : StandardCharsets.UTF_8);
    }

    public JsonNode message(Delivery delivery) {
        return bean(Renderings.class).message(delivery);
    }
}
