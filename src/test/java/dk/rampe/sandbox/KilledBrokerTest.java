package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What a broker remembers of the delivery ids it has seen is on disk before it answers. */
class KilledBrokerTest {

    @TempDir
    Path folder;

    @Test
    void whatWasSentBeforeAKillIsNotTakenAgainAfterIt() throws Exception {
        SandboxFolders folders = new SandboxFolders(folder);
        for (int start = 0; start < 3; start++) {
            Process hub = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunningSandbox.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader output = hub.inputReader()) {
                assertThat(output.lines().anyMatch("running"::equals)).isTrue();
                for (int i = 0; i < 20; i++) {
                    send(folders, "delivery " + i);
                }
                await().until(() -> cases(folders) == 20);
            } finally {
                hub.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
        try (ConfigurableApplicationContext last = RunningSandbox.start(folder)) {
            send(folders, "another delivery");
            await().until(() -> cases(folders) == 21);
        }
    }

    private static long cases(SandboxFolders folders) throws Exception {
        try (Stream<Path> files = Files.list(folders.neighbour("sind").resolve("cases"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private static void send(SandboxFolders folders, String delivery) throws Exception {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(folders.connections())) {
            settings.load(in);
        }
        try (Connection connection = new ActiveMQConnectionFactory(
                        settings.getProperty("spring.artemis.broker-url"),
                        settings.getProperty("spring.artemis.user"),
                        settings.getProperty("spring.artemis.password"))
                .createConnection()) {
            Session session = connection.createSession();
            Message message = session.createTextMessage("{\"caseNumber\":\"A\"}");
            message.setStringProperty("_AMQ_DUPL_ID", delivery);
            message.setStringProperty("JMSXGroupID", "case");
            session.createProducer(new ActiveMQQueue("rampe.provider.sind.cases"))
                    .send(message);
        }
    }
}
