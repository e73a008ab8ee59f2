package dk.rampe.command;

import dk.rampe.delivery.GroundFloor;
import dk.rampe.mapping.InvalidMapping;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.submission.FileCheck;
import dk.rampe.submission.FileCheck.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/** Prints the receipt that a file would get. */
final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "<partner> <file> [--as <kind>]";
    }

    @Override
    public String purpose() {
        return "prints the receipt the partner would get for the file; stores and sends nothing";
    }

    @Override
    public Set<String> options() {
        return Set.of("as");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(2);
        String partner = arguments.words().get(0);
        Path file = readable(Arguments.path(arguments.words().get(1)));
        HubSettings settings = Settings.read(arguments.settings()).hub();
        FileCheck check =
                new FileCheck(partner, partner(partner, settings), mappings(settings), Clock.system(DanishTime.ZONE));
        Checked checked = checked(check, kind(partner, check, file, arguments), file);
        output.result().print(checked.answer());
        output.remarks().println(checked.summary());
        return checked.refused() ? Exit.REFUSED : Exit.DONE;
    }

    private static Path readable(Path file) {
        if (!Files.exists(file)) {
            throw new NotDone("There is no file " + file + ".");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new NotDone(file + " is not a file that can be read.");
        }
        return file;
    }

    private static Partner partner(String id, HubSettings settings) {
        Partner partner = settings.partners().get(id);
        if (partner == null) {
            throw new NotDone("There is no partner '" + id + "' in config/; there are "
                    + String.join(", ", new TreeSet<>(settings.partners().keySet())) + ".");
        }
        return partner;
    }

    private static Mappings mappings(HubSettings settings) {
        try {
            return GroundFloor.mappings(Path.of(settings.folders().mappings()));
        } catch (InvalidMapping e) {
            throw new NotDone("The mappings are not in order: " + e.getMessage());
        } catch (IOException e) {
            throw new NotDone("The mappings cannot be read.");
        }
    }

    private static String kind(String partner, FileCheck check, Path file, Arguments arguments) {
        if (check.kinds().isEmpty()) {
            throw new NotDone("The hub takes no files from " + partner + ".");
        }
        String kinds = String.join(", ", check.kinds());
        String kind = arguments
                .option("as")
                .or(() -> check.kindOf(file.getFileName().toString()))
                .orElseThrow(() -> new NotDone("The file's name tells nothing in " + partner
                        + "'s settings; say what it is with --as: " + kinds + "."));
        if (!check.kinds().contains(kind)) {
            throw new NotDone(partner + " sends no '" + kind + "', only: " + kinds + ".");
        }
        return kind;
    }

    private static Checked checked(FileCheck check, String kind, Path file) {
        try {
            return check.check(kind, file);
        } catch (IOException e) {
            throw new NotDone(file + " cannot be read to its end.");
        }
    }
}
