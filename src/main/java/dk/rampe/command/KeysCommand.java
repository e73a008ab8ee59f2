package dk.rampe.command;

import dk.rampe.rights.KeyRotation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Shows the state of the hub's keys, and takes the steps of a rotation. */
final class KeysCommand implements Command {

    private final Clock clock;

    KeysCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String usage() {
        return "[new|use|drop wrapping|lookup] [--give-up <rows>] [--hub <file>], or: create <file>";
    }

    @Override
    public String purpose() {
        return "shows the keys of the key file, their age and what needs them; nothing secret\n"
                + "      new: adds a key that reads; use: makes the newest the one that writes;\n"
                + "      drop: removes the older ones that nothing needs; create: makes a first key file\n"
                + "      --give-up: with drop, that so many hashes, which no node can renew, are not known again\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("hub", "give-up");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        List<String> words = arguments.words();
        try {
            if (words.isEmpty()) {
                new KeysText(on(arguments, KeyRotation::account)).print(output.result());
                return Exit.DONE;
            }
            arguments.requireWords(2);
            return step(words.get(0), words.get(1), arguments, output);
        } catch (KeyRotation.Refused e) {
            throw new NotDone(e.getMessage());
        }
    }

    private Exit step(String step, String what, Arguments arguments, Output output) {
        switch (step) {
            case "create" -> {
                Path file = Arguments.path(what);
                KeyRotation.create(file, clock);
                output.result().println(file);
                output.remarks().println("Keep a copy of it apart from the back-ups of the database.");
            }
            case "new" -> {
                long key = on(arguments, keys -> keys.add(what));
                output.result().println(key);
                output.remarks()
                        .println("It reads. Bring the file to every node and keep a copy; then: keys use " + what);
            }
            case "use" -> {
                long key = on(arguments, keys -> keys.use(what));
                output.result().println(key);
                output.remarks()
                        .println("It writes. Bring the file to every node; when nothing needs the older one: keys drop "
                                + what);
            }
            case "drop" -> {
                arguments
                        .option("give-up")
                        .map(KeysCommand::number)
                        .ifPresent(rows -> on(arguments, keys -> {
                            keys.giveUp(what, rows);
                            return rows;
                        }));
                on(arguments, keys -> keys.drop(what)).forEach(output.result()::println);
                output.remarks()
                        .println("Dropped. Bring the file to every node; a back-up of the database that is older"
                                + " needs a copy of the file as it was.");
            }
            default -> throw new Misuse("There is no step '" + step + "'.");
        }
        return Exit.DONE;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Misuse("'" + text + "' is no number of rows.");
        }
    }

    private <T> T on(Arguments arguments, Function<KeyRotation, T> work) {
        Settings settings = Settings.read(arguments.settings());
        HubDatabase hub = HubDatabase.find(settings, settings.hub(), arguments.option("hub"));
        Path file = hub.keyFile();
        return hub.query(database -> work.apply(KeyRotation.over(database, file, clock)));
    }
}
