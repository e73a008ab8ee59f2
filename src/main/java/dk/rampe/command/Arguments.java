package dk.rampe.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command was given.
 *
 * @param words in their order
 * @param options value by name
 * @param settings for the hub, as Spring Boot takes them
 */
record Arguments(List<String> words, Map<String, String> options, List<String> settings) {

    /** @throws Misuse when an option is none of the command's, comes twice or has no value */
    static Arguments of(Command command, CommandLine line) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        Iterator<String> given = line.words().listIterator(1);
        while (given.hasNext()) {
            String word = given.next();
            if (!word.startsWith("--")) {
                words.add(word);
                continue;
            }
            String[] parts = word.substring(2).split("=", 2);
            if (!command.options().contains(parts[0])) {
                throw new Misuse("There is no option --" + parts[0] + ".");
            }
            if (parts.length == 1 && !given.hasNext()) {
                throw new Misuse("Option --" + parts[0] + " needs a value.");
            }
            if (options.put(parts[0], parts.length == 2 ? parts[1] : given.next()) != null) {
                throw new Misuse("Option --" + parts[0] + " is given twice.");
            }
        }
        return new Arguments(words, options, line.settings());
    }

    void requireWords(int number) {
        if (words.size() != number) {
            throw new Misuse(words.size() < number ? "Something is missing." : "That is too much.");
        }
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    String required(String name) {
        return option(name).orElseThrow(() -> new Misuse("Option --" + name + " is missing."));
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Misuse("'" + text + "' is no name of a file or folder.");
        }
    }
}
