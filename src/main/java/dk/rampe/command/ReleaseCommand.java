package dk.rampe.command;

import dk.rampe.outcome.OutcomeRelease;
import dk.rampe.outcome.Releases;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/** Makes a first release of what the hub's database holds, for eyes only. */
final class ReleaseCommand implements Command {

    @Override
    public String name() {
        return "release";
    }

    @Override
    public String usage() {
        return "--programme <programme> --as-of <yyyy-MM-dd> --to <folder> [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "writes a first outcome release of that date into the folder; stores and sends nothing\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("programme", "as-of", "to", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(0);
        String programme = arguments.required("programme");
        LocalDate asOf = date(arguments.required("as-of"));
        Path to = Arguments.path(arguments.required("to"));
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        requireProgramme(programme, hub);
        OutcomeRelease release = HubDatabase.find(settings, hub, arguments.option("hub"))
                .query(database -> Releases.over(database, hub, Clock.system(DanishTime.ZONE))
                        .preview(programme, asOf));
        Path folder = ReleaseFolder.write(release, to);
        output.result().println(folder);
        output.remarks()
                .printf(
                        "A release of %s as of %s, of all the hub knows now; it is stored and sent nowhere else.%n",
                        programme, asOf);
        return Exit.DONE;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Misuse("'" + text + "' is no date; write it like 2023-06-30.");
        }
    }

    private static void requireProgramme(String programme, HubSettings settings) {
        if (!settings.programmes().containsKey(programme)) {
            throw new NotDone("There is no programme '" + programme + "' in config/; there are "
                    + String.join(", ", new TreeSet<>(settings.programmes().keySet())) + ".");
        }
    }
}
