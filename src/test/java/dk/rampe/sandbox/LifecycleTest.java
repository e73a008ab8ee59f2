package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

class LifecycleTest {

    @TempDir
    Path folder;

    static class LastWords {

        static final AtomicBoolean HEARD = new AtomicBoolean();

        @Bean
        DisposableBean lastWords(Environment environment) {
            return () -> {
                DriverManager.getConnection(
                                environment.getProperty("spring.datasource.url"),
                                environment.getProperty("spring.datasource.username"),
                                environment.getProperty("spring.datasource.password"))
                        .close();
                connect(environment).createConnection().close();
                HEARD.set(true);
            };
        }
    }

    static class Unfit {

        @Bean
        String bean() {
            throw new IllegalStateException("unfit");
        }
    }

    static class Fit {}

    @Test
    void aBeanThatEndsStillHasDatabaseAndBroker() {
        ConfigurableApplicationContext context = application(LastWords.class).run(arguments(folder));
        ActiveMQConnectionFactory broker = connect(context.getEnvironment());
        String url = context.getEnvironment().getProperty("spring.datasource.url");
        context.close();
        assertThat(LastWords.HEARD).isTrue();
        assertThatThrownBy(broker::createConnection).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aContextThatDoesNotStartLeavesNothingRunning() {
        assertThatThrownBy(() -> application(Unfit.class).run(arguments(folder)))
                .hasRootCauseMessage("unfit");
        assertNothingRuns();
    }

    @Test
    void aContextThatFailsBeforeItsBeansLeavesNothingRunning() {
        SpringApplicationBuilder application = application(Fit.class).initializers(new TooLate());
        assertThatThrownBy(() -> application.run(arguments(folder))).hasMessage("too late");
        assertNothingRuns();
    }

    @Test
    void twoFoldersAreTwoSandboxes() {
        try (ConfigurableApplicationContext one = application(Fit.class).run(arguments(folder.resolve("one")));
                ConfigurableApplicationContext two = application(Fit.class).run(arguments(folder.resolve("two")))) {
            for (String address :
                    new String[] {"spring.datasource.url", "spring.artemis.broker-url", "rampe.dropbox.port"}) {
                assertThat(one.getEnvironment().getProperty(address))
                        .isNotEqualTo(two.getEnvironment().getProperty(address));
            }
        }
    }

    /** The folder can be taken at once, and its database is not one that had to be stopped. */
    private void assertNothingRuns() {
        SandboxFolders folders = new SandboxFolders(folder);
        assertThat(folders.postgres().resolve("rampe.complete")).exists();
        assertThat(folders.postgres().resolve("postmaster.pid")).doesNotExist();
        application(Fit.class).run(arguments(folder)).close();
    }

    @Order(Ordered.LOWEST_PRECEDENCE)
    static class TooLate
            implements org.springframework.context.ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            if (context.getBeanFactory().containsSingleton("sandboxFolders")) {
                throw new IllegalStateException("too late");
            }
            throw new AssertionError("the sandbox has not been started yet");
        }
    }

    private static SpringApplicationBuilder application(Class<?> beans) {
        return new SpringApplicationBuilder(beans).web(WebApplicationType.NONE).profiles("sandbox");
    }

    private static String[] arguments(Path folder) {
        return new String[] {
            "--rampe.sandbox.folder=" + folder,
            "--rampe.sandbox.samples=false",
            "--logging.level.root=WARN",
            "--spring.main.banner-mode=off"
        };
    }

    private static ActiveMQConnectionFactory connect(Environment environment) {
        return new ActiveMQConnectionFactory(
                environment.getProperty("spring.artemis.broker-url"),
                environment.getProperty("spring.artemis.user"),
                environment.getProperty("spring.artemis.password"));
    }
}
