package dk.rampe.console;

import static dk.rampe.partner.Partner.Role.EVALUATOR;
import static dk.rampe.partner.Partner.Role.JOBCENTRE;
import static dk.rampe.partner.Partner.Role.PROVIDER;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Role;
import dk.rampe.retention.Limits;
import dk.rampe.rights.Holdings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The console alone: no routes, no broker, four partners, one operator. Not marked as a configuration, or the hub would
 * find it when it scans for its own.
 */
@ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
@Import({
    ConsoleController.class,
    HoldingsController.class,
    Visitor.class,
    BooksQuery.class,
    LatestAccount.class,
    Holdings.class,
    Limits.class,
    ConsoleWeb.class,
    ConsoleSecurity.class,
    OverviewQuery.class,
    ActivityQuery.class,
    IntakeQuery.class
})
class ConsoleApp {

    static final String OPERATOR = "drift";
    static final String PASSWORD = "en lang adgangskode";

    static ConfigurableApplicationContext start(Ledger ledger, String... profiles) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(ConsoleApp.class)
                .profiles(profiles)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off");
        // without the hub's own: no sandbox is started and no setting asked for
        builder.application()
                .setInitializers(builder.application().getInitializers().stream()
                        .filter(initializer -> !initializer.getClass().getName().startsWith("dk.rampe"))
                        .toList());
        builder.initializers(context -> {
            context.getBeanFactory().registerSingleton("ledger", ledger);
            context.getBeanFactory().registerSingleton("settings", settings());
        });
        return builder.run();
    }

    @Bean
    DataSource dataSource(Ledger ledger) {
        return ledger.database();
    }

    @Bean
    Clock clock(Ledger ledger) {
        return ledger.clock();
    }

    static HubSettings settings() {
        return settingsOf(Map.of(
                "silkeborg", partner("Silkeborg Kommune, jobcenter", JOBCENTRE, "740", true),
                "norddjurs", partner("Norddjurs Kommune, jobcenter", JOBCENTRE, "707", true),
                "sind", partner("SIND", PROVIDER, null, false),
                "defactum", partner("DEFACTUM", EVALUATOR, null, true)));
    }

    static HubSettings settingsOf(Map<String, Partner> partners) {
        return new HubSettings(
                partners,
                Map.of(),
                null,
                new HubSettings.Waiting(Duration.ofDays(30)),
                new HubSettings.Retention(
                        Period.ofDays(30),
                        Period.ofDays(90),
                        Period.ofMonths(12),
                        Period.ofMonths(6),
                        Period.ofMonths(24),
                        "0 30 3 * * *"),
                null,
                null,
                null,
                new HubSettings.Console(Map.of(OPERATOR, new BCryptPasswordEncoder(4).encode(PASSWORD))),
                null,
                null);
    }

    static Partner partner(String name, Role role, String municipality, boolean sftp) {
        return new Partner(
                name,
                role,
                municipality,
                List.of("rampen"),
                sftp
                        ? new Partner.Sftp(
                                "localhost", 22, "rampe", Path.of("key"), Path.of("known"), Duration.ofMinutes(5))
                        : null,
                null,
                null,
                null,
                null,
                sftp ? null : new Partner.Jms("cases", "progress", "rejected", Duration.ofDays(14)),
                null,
                null,
                null,
                null,
                new Partner.Agreement("DBA-1", "aftalens <b>grund</b>"),
                null,
                null);
    }
}
