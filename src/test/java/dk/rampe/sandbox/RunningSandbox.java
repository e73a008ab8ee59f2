package dk.rampe.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The sandbox of {@code config/} without the hub around it. */
public final class RunningSandbox {

    static class NoBeans {}

    private RunningSandbox() {}

    public static ConfigurableApplicationContext start(Path folder, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--rampe.sandbox.folder=" + folder);
        arguments.add("--logging.level.root=WARN");
        return new SpringApplicationBuilder(NoBeans.class)
                .web(WebApplicationType.NONE)
                .profiles("sandbox")
                .run(arguments.toArray(String[]::new));
    }

    /** For a test that needs a process to kill: says so when it runs, then waits. */
    public static void main(String[] arguments) throws InterruptedException {
        start(Path.of(arguments[0]), "--rampe.sandbox.samples=false");
        System.out.println("running");
        Thread.currentThread().join();
    }
}
