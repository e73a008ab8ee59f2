package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class SandboxTest {

    private static final Queue CASES = new ActiveMQQueue("rampe.provider.sind.cases");
    private static final Queue PROGRESS = new ActiveMQQueue("rampe.provider.sind.progress");
    private static final Queue REJECTED = new ActiveMQQueue("rampe.provider.sind.rejected");

    private static final int SAMPLE_EVENTS = 1184;

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext context;
    private static Environment environment;
    private static SandboxFolders folders;

    @BeforeAll
    static void start() {
        context = RunningSandbox.start(
                folder,
                "--DEFACTUM_SFTP_USER=somebody",
                "--rampe.partners.ny-by.sftp.host=${NY_BY_SFTP_HOST}",
                "--rampe.partners.ny-by.collect.folder=til_hub",
                "--rampe.partners.ny-by.receipts.folder=fra_hub/svar");
        environment = context.getEnvironment();
        folders = context.getBean(SandboxFolders.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void withoutTheProfileNothingIsStarted() {
        new ApplicationContextRunner()
                .withInitializer(new SandboxInitializer())
                .withPropertyValues("rampe.sandbox.folder=" + folder.resolve("nothing"))
                .run(plain -> {
                    assertThatThrownBy(() -> plain.getBean(SandboxFolders.class))
                            .isInstanceOf(NoSuchBeanDefinitionException.class);
                    assertThat(folder.resolve("nothing")).doesNotExist();
                });
    }

    @Test
    void aSecondSandboxOnTheFolderIsToldWhy() {
        assertThatThrownBy(() -> RunningSandbox.start(folder))
                .hasRootCauseInstanceOf(FolderInUseException.class)
                .hasMessageContaining("another hub is running in the sandbox " + folder);
    }

    @Test
    void theCommandLineHasTheLastWord() {
        assertThat(environment.getProperty("rampe.partners.defactum.sftp.user")).isEqualTo("somebody");
    }

    @Test
    void theSamplesAreLaidOutInTheFoldersOfTheAgreements() {
        Path silkeborg = folders.neighbour("silkeborg");
        assertThat(silkeborg.resolve("UD/henvisning_20211231_01.csv")).hasSize(3168);
        assertThat(silkeborg.resolve("UD/henvisning_20240201_01.csv.trigger")).exists();
        assertThat(silkeborg.resolve("UD/behandlet")).isEmptyDirectory();
        assertThat(silkeborg.resolve("IND")).isEmptyDirectory();
        Path norddjurs = folders.neighbour("norddjurs");
        assertThat(norddjurs.resolve("til_sind/RAMPE_202402010600.xml.klar_til_processering"))
                .isEmptyFile();
        assertThat(norddjurs.resolve("fra_sind")).isEmptyDirectory();
        assertThat(folders.neighbour("defactum").resolve("ind")).isDirectory();
    }

    @Test
    void theHubsKeyOpensExactlyThePartnersFolder() throws Exception {
        Session session = login("SILKEBORG", folders.key("silkeborg"), folders.knownHosts("silkeborg"));
        try {
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(5000);
            assertThat(names(sftp, "/")).containsExactlyInAnyOrder("UD", "IND");
            assertThat(names(sftp, "/../..")).containsExactlyInAnyOrder("UD", "IND");
            assertThat(sftp.stat("UD/henvisning_20211231_01.csv").getSize()).isEqualTo(3168);
        } finally {
            session.disconnect();
        }
    }

    @Test
    void aPartnerThatIsOnlyConfigurationGetsAServer() throws Exception {
        Session session = login("NY_BY", folders.key("ny-by"), folders.knownHosts("ny-by"));
        try {
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(5000);
            assertThat(names(sftp, "/")).containsExactlyInAnyOrder("til_hub", "fra_hub");
            assertThat(names(sftp, "/fra_hub")).containsExactly("svar");
        } finally {
            session.disconnect();
        }
        assertThat(environment.getProperty("rampe.partners.ny-by.sftp.host")).isEqualTo("127.0.0.1");
    }

    @Test
    void aPartnerWithoutAServerHasAKeyForItsAccountAndWaitsForTheHub() throws IOException {
        assertThat(environment.getProperty("rampe.partners.odder.dropbox.keys.first"))
                .startsWith("ecdsa-sha2-nistp256 ");
        assertThat(environment.getProperty("rampe.dropbox.port", Integer.class)).isBetween(20_000, 30_000);
        assertThat(Files.readString(folders.knownHosts("odder")))
                .startsWith("[127.0.0.1]:" + environment.getProperty("rampe.dropbox.port") + " ");
        Path odder = folders.neighbour("odder");
        assertThat(names(odder)).containsExactlyInAnyOrder("ind", "kvittering", "ud");
        assertThat(names(odder.resolve("ind"))).hasSize(3).allMatch(name -> name.endsWith(".xlsx"));
    }

    @Test
    void aPartnerThatCallsHasACertificateAndWaitsForTheHub() throws IOException {
        assertThat(environment.getProperty("rampe.partners.aarhus.soap.certificates.first"))
                .matches("[0-9a-f]{64}");
        assertThat(environment.getProperty("rampe.soap.port", Integer.class)).isBetween(20_000, 30_000);
        Path aarhus = folders.neighbour("aarhus");
        assertThat(names(aarhus)).containsExactlyInAnyOrder("kald", "svar", "status");
        assertThat(names(aarhus.resolve("kald"))).hasSize(4).allMatch(name -> name.endsWith(".xml"));
    }

    @Test
    void aPartnerThatIsAskedHasAServiceAndEvents() throws IOException {
        assertThat(environment.getProperty("rampe.partners.randers.service.url"))
                .matches("https://localhost:\\d+/HenvisningUdtraek");
        assertThat(environment.getProperty("rampe.partners.randers.service.poll.every"))
                .isEqualTo("10s");
        Path randers = folders.neighbour("randers");
        assertThat(names(randers)).containsExactlyInAnyOrder("haendelser", "status");
        assertThat(names(randers.resolve("haendelser"))).hasSize(1);
    }

    @Test
    void anotherPartnersKeyIsRefused() {
        assertThatThrownBy(() -> login("SILKEBORG", folders.key("norddjurs"), folders.knownHosts("silkeborg")))
                .isInstanceOf(JSchException.class)
                .hasMessageContaining("Auth fail");
    }

    @Test
    void anotherHostKeyThanThePinnedOneIsNoticed(@TempDir Path elsewhere) throws IOException {
        String pinned = Files.readString(folders.knownHosts("silkeborg"));
        String other = Files.readString(folders.knownHosts("norddjurs"));
        Path swapped = elsewhere.resolve("known_hosts");
        Files.writeString(swapped, pinned.split(" ")[0] + other.substring(other.indexOf(' ')));
        assertThatThrownBy(() -> login("SILKEBORG", folders.key("silkeborg"), swapped))
                .isInstanceOf(JSchException.class)
                .hasMessageContaining("HostKey has been changed");
    }

    @Test
    void privateKeysAreReadableByTheirOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders.key("silkeborg"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aCaseIsWrittenDownByTheProvider() throws Exception {
        send("hub", CASES, "{\"caseNumber\":\"740-2021-00036\"}");
        Path cases = folders.neighbour("sind").resolve("cases");
        await().untilAsserted(() -> assertThat(names(cases))
                .anyMatch(name -> name.matches("740-2021-00036_\\d{8}T\\d{6}\\.\\d{3}_[0-9a-f-]+\\.json")));
    }

    @Test
    void aRejectionIsWrittenDownByTheProvider() throws Exception {
        send("hub", REJECTED, "{\"eventId\":\"6f3a\",\"code\":\"R-1203\"}");
        Path rejected = folders.neighbour("sind").resolve("rejected");
        await().untilAsserted(() -> assertThat(names(rejected)).anyMatch(name -> name.startsWith("6f3a_")));
    }

    @Test
    void theSampleEventsAndALineLaidInTheProgressFolderArriveOnce() throws Exception {
        Path progress = folders.neighbour("sind").resolve("progress");
        Files.writeString(progress.resolve("later.jsonl"), "{\"eventId\":\"laid-by-hand\"}\n\n");
        try (Connection connection = connect("hub")) {
            MessageConsumer consumer = connection.createSession().createConsumer(PROGRESS);
            Set<String> events = new HashSet<>();
            await().untilAsserted(() -> {
                for (Message message = consumer.receive(100); message != null; message = consumer.receive(100)) {
                    events.add(message.getBody(String.class));
                }
                assertThat(events).contains("{\"eventId\":\"laid-by-hand\"}").hasSize(1 + SAMPLE_EVENTS);
            });
        }
        await().untilAsserted(() ->
                assertThat(names(progress.resolve("sent"))).containsExactlyInAnyOrder("progress.jsonl", "later.jsonl"));
        assertThat(names(progress)).containsExactly("sent");
    }

    @Test
    void theProviderMayNotSendCases() {
        assertThatThrownBy(() -> send("sind", CASES, "{}")).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void theProviderMayNotReadProgress() {
        assertThatThrownBy(() -> receive("sind", PROGRESS)).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void theHubMayTakeBackCasesAndNoRejections() throws JMSException {
        assertThat(receive("hub", CASES)).isNull();
        assertThatThrownBy(() -> receive("hub", REJECTED)).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void nobodyGetsInWithoutAPassword() {
        assertThatThrownBy(() -> new ActiveMQConnectionFactory(brokerUrl()).createConnection())
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> new ActiveMQConnectionFactory(brokerUrl(), "hub", "hub").createConnection())
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void aFinishedReleaseIsAnsweredAndAnUnfinishedOneIsNot() throws IOException {
        Path defactum = folders.neighbour("defactum");
        Files.createDirectories(defactum.resolve("ind/.tmp_rampe_rampen_2023-07-01_c"));
        Files.createDirectories(defactum.resolve("ind/rampe_rampen_2023-06-30_b"));
        Path draft = Files.createDirectories(defactum.resolve("ind/draft"));
        Files.createFile(draft.resolve("indicators.csv"));
        Files.createFile(draft.resolve("README.txt"));
        Files.move(draft, defactum.resolve("ind/rampe_rampen_2023-06-30_a"));
        await().untilAsserted(() -> assertThat(names(defactum.resolve("ud")))
                .containsExactlyInAnyOrder("rampe_rampen_2023-06-30_a.ok", "rampe_rampen_2023-06-30_b.fejl"));
    }

    @Test
    void aCommandInAnotherProcessFindsTheDatabase() throws IOException {
        Properties connections = new Properties();
        try (InputStream in = Files.newInputStream(folders.connections())) {
            connections.load(in);
        }
        assertThat(connections.getProperty("SIND_REST_KEY")).hasSize(43);
        assertThat(environment.getProperty("rampe.partners.sind.rest.keys.first"))
                .isEqualTo(connections.getProperty("SIND_REST_KEY_SHA256"))
                .matches("[0-9a-f]{64}");
        assertThat(connections.getProperty("spring.datasource.url"))
                .isEqualTo(environment.getProperty("spring.datasource.url"));
        assertThat(environment.getProperty("rampe.vault.key-file"))
                .isEqualTo(folder.resolve("hub/keys/vault.json").toString());
    }

    private static Session login(String partner, Path key, Path knownHosts) throws JSchException {
        JSch jsch = new JSch();
        jsch.addIdentity(key.toString());
        jsch.setKnownHosts(knownHosts.toString());
        Session session = jsch.getSession(
                environment.getProperty(partner + "_SFTP_USER"),
                environment.getProperty(partner + "_SFTP_HOST"),
                environment.getProperty(partner + "_SFTP_PORT", Integer.class));
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("require_strict_kex", "yes");
        session.connect(5000);
        return session;
    }

    private static Stream<String> names(ChannelSftp sftp, String path) throws Exception {
        Collection<ChannelSftp.LsEntry> entries = sftp.ls(path);
        return entries.stream().map(ChannelSftp.LsEntry::getFilename).filter(name -> !name.matches("\\.\\.?"));
    }

    private static Stream<String> names(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            return content.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static String brokerUrl() {
        return environment.getProperty("spring.artemis.broker-url");
    }

    private static Connection connect(String user) throws JMSException {
        String password = environment.getProperty(user.equals("hub") ? "spring.artemis.password" : "SIND_JMS_PASSWORD");
        Connection connection = new ActiveMQConnectionFactory(brokerUrl(), user, password).createConnection();
        connection.start();
        return connection;
    }

    private static void send(String user, Queue queue, String text) throws JMSException {
        try (Connection connection = connect(user)) {
            jakarta.jms.Session session = connection.createSession();
            session.createProducer(queue).send(session.createTextMessage(text));
        }
    }

    private static Message receive(String user, Queue queue) throws JMSException {
        try (Connection connection = connect(user)) {
            return connection.createSession().createConsumer(queue).receive(100);
        }
    }
}
