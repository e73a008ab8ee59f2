package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import jakarta.jms.ConnectionFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The sandbox's broker in a process of its own, always on the same port: to be away, to be killed, to come back. */
public final class BrokerProcess implements AutoCloseable {

    private static final String PROVIDER = "sind";
    private static final Partner.Jms ADDRESSES = new Partner.Jms(
            "rampe.provider.sind.cases",
            "rampe.provider.sind.progress",
            "rampe.provider.sind.rejected",
            Duration.ofDays(14));

    private final Path folder;
    private final int port;
    private final KeyStoreFile trust;
    private final BrokerUsers users;
    private Process process;

    /** @param folder the broker's; nothing is started yet */
    public BrokerProcess(Path folder) throws Exception {
        SandboxFolders folders = new SandboxFolders(folder);
        this.folder = folder;
        this.port = FreePort.find();
        this.trust = CertificateAuthority.in(folders.keys()).trust();
        this.users = BrokerUsers.in(folders.artemis(), Set.of(Broker.HUB, PROVIDER));
    }

    /** Returns when it takes connections. */
    public void start() throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals("running")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the broker does not start");
        }
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** For a hub whose sandbox has no broker. */
    public String[] hubSettings() {
        return new String[] {
            "rampe.sandbox.broker=false",
            "spring.artemis.broker-url=" + Broker.url(port, trust),
            "spring.artemis.user=" + Broker.HUB,
            "spring.artemis.password=" + users.password(Broker.HUB)
        };
    }

    /** As the provider, with Qpid's client over AMQP. */
    public ConnectionFactory provider() {
        return new JmsConnectionFactory(PROVIDER, users.password(PROVIDER), Protocol.amqpUrl(port, trust));
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    /** @param arguments folder, port */
    public static void main(String[] arguments) throws Exception {
        // nobody reads more than the one line, and a full pipe would hold the broker up
        LoggingSystem.get(BrokerProcess.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        Broker.start(
                new SandboxFolders(Path.of(arguments[0])), Integer.parseInt(arguments[1]), Map.of(PROVIDER, ADDRESSES));
        System.out.println("running");
        Thread.currentThread().join();
    }
}
