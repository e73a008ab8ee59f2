package dk.rampe.submission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The rooms of a {@link TestHub} in a process of their own, on the same database, with the same key file and the same
 * time: to be killed at any moment.
 */
public final class ChildHub implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;

    private ChildHub(Process process) {
        this.process = process;
    }

    /** What the child does; has a constructor without parameters. */
    public interface Task {
        void run(ApplicationContext rooms) throws Exception;
    }

    /**
     * Returns when the child has started and begins with the task.
     *
     * @param options of its virtual machine
     */
    public static ChildHub start(TestHub hub, Class<? extends Task> task, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ChildHub.class.getName(),
                task.getName(),
                hub.clock().instant().toString()));
        command.addAll(hub.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the child does not start");
        }
        Thread reader = new Thread(() -> discard(output), "output of a child");
        reader.setDaemon(true);
        reader.start();
        return new ChildHub(process);
    }

    /** A pipe that is full would hold the child up. */
    private static void discard(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // the child is gone
        }
    }

    /** As {@code kill -9} does. @return whether it was killed before it had finished */
    public boolean killAfter(Duration time) throws InterruptedException {
        boolean finished = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        if (!finished) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        return !finished;
    }

    /** @throws IllegalStateException when the task failed, or is not done in that time */
    public void finish(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("the child has not done its task");
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** @param arguments class of the task, the time, settings */
    public static void main(String[] arguments) {
        int exit = 1;
        try {
            work(arguments);
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            // also when a task has left a thread behind
            System.exit(exit);
        }
    }

    private static void work(String[] arguments) throws Exception {
        Task task = (Task) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        try (ConfigurableApplicationContext rooms = new SpringApplicationBuilder(TestHub.Rooms.class)
                .web(WebApplicationType.NONE)
                .run(Arrays.copyOfRange(arguments, 2, arguments.length))) {
            LoggingSystem.get(ChildHub.class.getClassLoader())
                    .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
            rooms.getBean(TestClock.class).set(Instant.parse(arguments[1]));
            System.out.println(READY);
            task.run(rooms);
        }
    }
}
