package dk.rampe.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Several trials side by side, each with surroundings of its own, for a run waits for a good part of its time. All runs
 * are compared with one that nothing disturbed.
 */
final class Trials implements AutoCloseable {

    private final List<Surroundings> surroundings = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Trial.Outcome undisturbed;

    private Trials() {}

    /** @param folder an empty one */
    static Trials start(Path folder, int sideBySide) throws Exception {
        Path woven = Files.createDirectory(folder.resolve("woven"));
        Weaving.into(woven);
        QuickStart one = QuickStart.in(folder, woven);
        QuickStart start = sideBySide > 1 ? one.forHundreds() : one;
        Path routes = quickRoutes(folder.resolve("routes"));
        Path config = config(folder.resolve("config"));
        Trials trials = new Trials();
        try {
            for (int i = 0; i < sideBySide; i++) {
                Surroundings own = Surroundings.start(
                        folder.resolve("data-" + i), "--rampe.sandbox.samples=false", settings(config));
                trials.surroundings.add(own);
                own.keepConnection();
                Path control = Files.createDirectory(folder.resolve("control-" + i));
                trials.trials.add(new Trial(own, start, routes, config, control));
            }
            trials.undisturbed = trials.trials.get(0).run(Map.of(), Map.of());
            return trials;
        } catch (Exception | Error e) {
            trials.close();
            throw e;
        }
    }

    /** As they are, but they look five times a second. */
    private static Path quickRoutes(Path routes) throws IOException {
        Files.createDirectory(routes);
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.writeString(
                        routes.resolve(file.getFileName()),
                        Files.readString(file).replaceAll("(initialDelay|delay): \\d+", "$1: 200"));
            }
        }
        return routes;
    }

    /**
     * As it is, but Norddjurs is told once a day, so that it does not depend on how long things take, Randers is asked all the
     * time, and what lies in the drop box is not cleared away when time jumps.
     */
    private static Path config(Path config) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("config"), config);
        change(config.resolve("norddjurs"), "every: 15m", "schedule: \"0 0 6 * * *\"");
        change(config.resolve("randers"), "every: 15m", "every: 1s");
        change(config.resolve("odder"), "dropbox:\n", "dropbox:\n        keep: 3650d\n");
        return config;
    }

    private static void change(Path partner, String from, String to) throws IOException {
        Path settings = partner.resolve("application.yml");
        Files.writeString(settings, Files.readString(settings).replace(from, to));
    }

    /** Where the settings are, for sandbox and hub. */
    static String settings(Path config) {
        return "--spring.config.location=classpath:/,file:" + config + "/,file:" + config + "/*/";
    }

    Trial.Outcome undisturbed() {
        return undisturbed;
    }

    /** All of it, to the end, whatever comes out. */
    Tried carryOut(Plan plan) throws Exception {
        Tried tried = new Tried(undisturbed);
        var workers = trials.stream()
                .map(trial -> threads.submit(() -> {
                    Map<Stage, List<Failure>> next = plan.next();
                    while (!next.isEmpty()) {
                        tried.run(trial, next)
                                .forEach((stage, missed) -> missed.forEach(one -> plan.again(stage, one)));
                        next = plan.next();
                    }
                    return null;
                }))
                .toList();
        for (var worker : workers) {
            worker.get();
        }
        return tried;
    }

    /** One run. */
    Tried carryOut(Map<Stage, List<Failure>> failures) {
        Tried tried = new Tried(undisturbed);
        tried.run(trials.get(0), failures);
        return tried;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        surroundings.forEach(Surroundings::close);
    }
}
