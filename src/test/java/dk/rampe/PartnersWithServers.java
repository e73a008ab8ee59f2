package dk.rampe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of {@code config/} without the partners that have an account in the drop box, call a port of the hub's or
 * are called by it: for hubs of which two run on one machine, and for those whose tests are about something else.
 */
public final class PartnersWithServers {

    private static final String LOCATION = "--spring.config.location=";

    private PartnersWithServers() {}

    /** @return the arguments, with the place of the settings unless they name another */
    public static String[] in(String... arguments) {
        if (Arrays.stream(arguments).anyMatch(argument -> argument.startsWith(LOCATION))) {
            return arguments;
        }
        return Stream.concat(Stream.of(LOCATION + "classpath:/,file:config/," + folders()), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    private static String folders() {
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            return files.filter(Files::isDirectory)
                    .filter(folder -> !comesToTheHub(folder))
                    .map(folder -> "file:" + folder + "/")
                    .sorted()
                    .collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean comesToTheHub(Path folder) {
        try (Stream<String> lines = Files.lines(folder.resolve("application.yml"))) {
            return lines.map(String::strip).anyMatch(Set.of("dropbox:", "soap:", "service:")::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
