package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.PartnersWithServers;
import dk.rampe.RampeApplication;
import dk.rampe.leftover.Leftovers;
import dk.rampe.sandbox.SandboxFolders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub with its sandbox, as {@code mvn spring-boot:run} starts it, but in a folder and on ports of its own. */
final class Hub implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Hub(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * With those partners who have a server.
     *
     * @param folder the sandbox's
     * @param clock the hub's time
     * @param settings {@code key=value}, over those of {@code config/}
     */
    static Hub start(Path folder, Clock clock, String... settings) {
        return run(clock, PartnersWithServers.in(arguments(folder, settings)));
    }

    /** With everybody, those in the drop box too. */
    static Hub startWhole(Path folder, Clock clock, String... settings) {
        return run(clock, arguments(folder, settings));
    }

    private static String[] arguments(Path folder, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--rampe.sandbox.folder=" + folder,
                "--rampe.partners.silkeborg.collect.every=1s",
                "--rampe.partners.norddjurs.collect.every=1s",
                "--logging.level.org.apache.qpid=OFF",
                "--logging.file.name=" + log(folder)));
        List.of(settings).forEach(setting -> arguments.add("--" + setting));
        return arguments.toArray(String[]::new);
    }

    private static Hub run(Clock clock, String... arguments) {
        ApplicationContextInitializer<GenericApplicationContext> time =
                context -> context.registerBean(Clock.class, () -> clock);
        // or a context that another test has left open keeps its log, and this hub writes no file
        LoggingSystem.get(Hub.class.getClassLoader()).cleanUp();
        return new Hub(new SpringApplicationBuilder(RampeApplication.class)
                .profiles("sandbox")
                .initializers(time)
                .run(arguments));
    }

    private static Path log(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    /** A Wednesday at noon, and time goes on: between two times of every schedule. */
    static Clock noon() {
        ZoneId denmark = ZoneId.of("Europe/Copenhagen");
        ZonedDateTime noon = LocalDate.of(2026, 11, 18).atTime(LocalTime.NOON).atZone(denmark);
        Clock system = Clock.system(denmark);
        return Clock.offset(system, Duration.between(system.instant(), noon.toInstant()));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Path neighbour(String partner) {
        return bean(SandboxFolders.class).neighbour(partner);
    }

    /** Of console and API. */
    URI url(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    long count(String query) {
        return bean(JdbcClient.class).sql(query).query(Long.class).single();
    }

    List<String> strings(String query) {
        return bean(JdbcClient.class).sql(query).query(String.class).list();
    }

    /** Until the sample files and this many progress events are worked through, and what they make owed is sent. */
    void awaitWorkedThrough(int events) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("select count(*) from submission where partner = 'sind' and state = 'PROCESSED'")
                                == events
                        && count("select count(*) from submission where partner <> 'sind' and state not in ('STORED')")
                                == 12
                        && count("select count(*) from delivery where kind <> 'STATUS' and state = 'PENDING'") == 0);
    }

    /** Until everything that came in is worked through, but for a change of Odder's that waits, and what is owed is sent. */
    void awaitSettled() {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("""
                        select (select count(*) from submission where state = 'STORED')
                             + (select count(*) from delivery where state = 'PENDING')
                             + (select count(*) from waiting_line where municipality <> '727')
                             + (case when exists (select from timetable_run where schedule = 'release rampen once')
                                     then 0 else 1 end)""") == 0);
    }

    /** Until something has come of what a test put into a neighbour's folder. */
    void awaitCount(String query, long expected) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> count(query) == expected);
    }

    /** Leaves no person number in the database, the log, the hub's folder or the broker's journal. */
    @Override
    public void close() {
        if (!context.isActive()) {
            return;
        }
        SandboxFolders folders = bean(SandboxFolders.class);
        Leftovers.assertNoneIn(bean(DataSource.class));
        context.close();
        Leftovers.assertNoneIn(folders.hub());
        assertThat(log(folders.root())).exists();
        Leftovers.assertNoneIn(log(folders.root()));
    }
}
