package dk.rampe.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the jar was started with.
 *
 * @param settings for the hub, as Spring Boot takes them; they may stand anywhere ({@code spring-boot:run} puts the
 *     profile first). After a command's name only those with a dot are settings, the others are the command's own
 * @param words the command's name and what follows it; empty when the hub is to start
 */
record CommandLine(List<String> settings, List<String> words) {

    private static final Pattern DOTTED_SETTING = Pattern.compile("--[^=\\s]+\\.[^=\\s]+=.*");

    static CommandLine of(String... args) {
        List<String> settings = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String arg : args) {
            if (arg.equals("--help") || arg.equals("-h")) {
                words.add("help");
            } else if (words.isEmpty() && arg.startsWith("--")
                    || DOTTED_SETTING.matcher(arg).matches()) {
                settings.add(arg);
            } else {
                words.add(arg);
            }
        }
        return new CommandLine(settings, words);
    }
}
