package dk.rampe.command;

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

/** Writes the answer to a citizen who asks for access (indsigt). */
final class AccessCommand implements Command {

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
                Matter.by(arguments),
                Matter.reference(arguments).orElse(null));
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
}
