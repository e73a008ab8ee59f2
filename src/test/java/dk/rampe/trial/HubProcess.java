package dk.rampe.trial;

import static org.awaitility.Awaitility.await;

import dk.rampe.PartnersWithServers;
import dk.rampe.RampeApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The hub as it runs in an installation, without the sandbox, in a process of its own: to be killed, halted, held up.
 * It looks at partners each second, and its time begins at noon on a Wednesday, between two times of every schedule.
 */
final class HubProcess implements AutoCloseable {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 18, 12, 0);
    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final Path port;
    private final Path log;

    private HubProcess(Process process, Path port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Returns when its process runs, long before the hub does. */
    static HubProcess launch(Surroundings surroundings, String... settings) throws IOException {
        return launch(surroundings, List.of(), NOON, settings);
    }

    /**
     * @param options of the virtual machine
     * @param begin the hub's time when it starts, Danish; time goes on from there
     * @param settings {@code --key=value}, over those of {@code config/}
     */
    static HubProcess launch(Surroundings surroundings, List<String> options, LocalDateTime begin, String... settings)
            throws IOException {
        return launch(surroundings, List.of(), System.getProperty("java.class.path"), options, begin, settings);
    }

    /** @param before the command that runs it, which must become the process itself, as {@code env} does */
    static HubProcess launch(
            Surroundings surroundings,
            List<String> before,
            List<String> options,
            LocalDateTime begin,
            String... settings)
            throws IOException {
        return launch(surroundings, before, System.getProperty("java.class.path"), options, begin, settings);
    }

    static HubProcess launch(
            Surroundings surroundings, String classPath, List<String> options, LocalDateTime begin, String... settings)
            throws IOException {
        return launch(surroundings, List.of(), classPath, options, begin, settings);
    }

    private static HubProcess launch(
            Surroundings surroundings,
            List<String> before,
            String classPath,
            List<String> options,
            LocalDateTime begin,
            String... settings)
            throws IOException {
        Path folder = Files.createTempDirectory(surroundings.folder(), "hub-");
        Path port = folder.resolve("port");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.serialFilter=!*"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath,
                HubProcess.class.getName(),
                port.toString(),
                begin.toString(),
                "--spring.config.additional-location=file:" + surroundings.connections(),
                "--server.port=0",
                "--rampe.partners.silkeborg.collect.every=1s",
                "--rampe.partners.norddjurs.collect.every=1s"));
        command.addAll(List.of(PartnersWithServers.in(settings)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new HubProcess(process, port, log);
    }

    /** Launched, and ready. */
    static HubProcess start(Surroundings surroundings, String... settings) throws IOException {
        HubProcess hub = launch(surroundings, settings);
        hub.awaitReady();
        return hub;
    }

    /** Until it serves its console and its routes run. */
    void awaitReady() {
        awaitReady(START);
    }

    void awaitReady(Duration within) {
        await("the hub is ready, see " + log)
                .atMost(within)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the hub has ended, see " + log, () -> !process.isAlive())
                .until(() -> Files.exists(port));
    }

    /** Ready, or ended while it started. */
    void awaitReadyOrGone() {
        await("the hub is ready or gone, see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(port) || !process.isAlive());
    }

    /** Of console and API. */
    int port() {
        try {
            return Integer.parseInt(Files.readString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has written to its output. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its time is that one now, and goes on from there. */
    void jumpTo(LocalDateTime danish) throws IOException {
        JumpingClock.jump(port, danish);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** As {@code kill -STOP} does: it does nothing more, and notices nothing, until {@link #goOn}. */
    void holdUp() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** As {@code kill} does: asks it to stop, and waits. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the hub does not stop, see " + log);
        }
    }

    /** @return whether it ended by itself in that time */
    boolean awaitEnd(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** @param arguments file for the port, the time it begins at, settings */
    public static void main(String[] arguments) throws IOException {
        Clock clock = new JumpingClock(Path.of(arguments[0]), LocalDateTime.parse(arguments[1]));
        ApplicationContextInitializer<GenericApplicationContext> time =
                context -> context.registerBean(Clock.class, () -> clock);
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(RampeApplication.class)
                .initializers(time)
                .run(Arrays.copyOfRange(arguments, 2, arguments.length));
        Path port = Path.of(arguments[0]);
        Path draft = Files.writeString(
                port.resolveSibling("port.tmp"),
                String.valueOf(context.getWebServer().getPort()));
        Files.move(draft, port, StandardCopyOption.ATOMIC_MOVE);
    }
}
