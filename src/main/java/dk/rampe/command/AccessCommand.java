package dk.rampe.command;

import dk.rampe.mapping.PersonNumbers;
import dk.rampe.partner.HubSettings;
import dk.rampe.rights.Access;
import dk.rampe.rights.AccessDocument;
import dk.rampe.rights.AccessRequest;
import dk.rampe.rights.CannotAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the answer to a citizen who asks for access (indsigt). */
final class AccessCommand implements Command {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9./-]{1,40}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} .@_-]{1,60}");

    private final Clock clock;

    AccessCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "access";
    }

    @Override
    public String usage() {
        return "<case number> --municipality <code> --to <folder> [--reference <journal number>] [--by <name>]"
                + " [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "writes what is held of the citizen of that case, for the municipality, in Danish; opens the personal half\n"
                + "      of each of the citizen's cases there, which is audited, with --by or the system's user\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("municipality", "to", "reference", "by", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(1);
        AccessRequest request = new AccessRequest(
                CaseNumber.municipality(arguments.required("municipality")),
                CaseNumber.of(arguments.words().get(0)),
                arguments.option("by").map(AccessCommand::name).orElseGet(() -> System.getProperty("user.name")),
                arguments.option("reference").map(AccessCommand::reference).orElse(null));
        Path file = Arguments.path(arguments.required("to")).resolve(request.fileName(LocalDate.now(clock)));
        if (Files.exists(file)) {
            throw new NotDone(file + " is there already; nothing was opened.");
        }
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        HubDatabase database = HubDatabase.find(settings, hub, arguments.option("hub"));
        Path keyFile = database.keyFile();
        AccessDocument document;
        try {
            document = database.query(
                    over -> Access.over(over, keyFile, hub, clock).answer(request));
        } catch (CannotAnswer e) {
            throw new NotDone(e.getMessage());
        }
        PrivateFile.write(document.html(), file);
        output.result().println(file);
        output.remarks()
                .printf(
                        "%d of the citizen's %d participations in %s had a personal half to open; hand the file over"
                                + " safely, then delete it.%n",
                        document.opened(), document.cases(), new Municipalities(hub).name(request.municipality()));
        return Exit.DONE;
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches() || PersonNumbers.areIn(text)) {
            throw new Misuse("--by is the name of who asks the hub, up to 60 letters and digits.");
        }
        return text;
    }

    private static String reference(String text) {
        if (!REFERENCE.matcher(text).matches() || PersonNumbers.areIn(text)) {
            throw new Misuse(
                    "--reference is up to 40 letters, digits, dots, slashes and hyphens, and no person number.");
        }
        return text;
    }
}
