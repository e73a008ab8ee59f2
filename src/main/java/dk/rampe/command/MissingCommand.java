package dk.rampe.command;

import dk.rampe.partner.Daybook;
import dk.rampe.partner.DaybookEntry;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.retention.Limits;
import dk.rampe.submission.Missing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names what was acknowledged and is not in the database: after a restore, what partners are to send again. */
final class MissingCommand implements Command {

    private final Clock clock;

    MissingCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "missing";
    }

    @Override
    public String usage() {
        return "[--daybook <folder>] [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "names files and events that were acknowledged and that the database does not know, after a restore\n"
                + "      --daybook: with the daybooks of all nodes; else the one of the settings";
    }

    @Override
    public Set<String> options() {
        return Set.of("daybook", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(0);
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        HubDatabase database = HubDatabase.find(settings, hub, arguments.option("hub"));
        Path folder = arguments
                .option("daybook")
                .or(() -> database.setting("rampe.folders.daybook"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .orElseThrow(
                        () -> new NotDone(
                                "There is no daybook: name its folder with --daybook, or set rampe.folders.daybook (RAMPE_DAYBOOK)."));
        List<DaybookEntry> missing = database.query(
                source -> Missing.over(source, new Limits(hub), clock).of(Daybook.read(folder)));
        if (missing.isEmpty()) {
            output.result().println("Nothing is missing: the database knows all that the daybook has.");
            return Exit.DONE;
        }
        Map<String, List<DaybookEntry>> byPartner = missing.stream()
                .collect(Collectors.groupingBy(DaybookEntry::partner, TreeMap::new, Collectors.toList()));
        byPartner.forEach((partner, its) ->
                print(partner, Optional.ofNullable(hub.partners().get(partner)), its, output));
        return Exit.REFUSED;
    }

    private static void print(String id, Optional<Partner> partner, List<DaybookEntry> missing, Output output) {
        output.result()
                .printf("%s: %d acknowledged and not in the database. %s%n", id, missing.size(), remedy(partner));
        for (DaybookEntry entry : missing) {
            output.result()
                    .printf(
                            "  %s  %s%n",
                            Times.of(entry.at()), entry.name() == null ? "(without an id)" : entry.name());
        }
    }

    private static String remedy(Optional<Partner> partner) {
        return partner.map(Partner::collect)
                .map(collect -> collect.moveTo() == null
                        ? "Ask for these files again, with their markers."
                        : "They were moved to " + collect.moveTo() + ": have them moved back, their triggers last.")
                .orElse("Ask for these events again.");
    }
}
