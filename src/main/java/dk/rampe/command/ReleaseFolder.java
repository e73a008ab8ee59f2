package dk.rampe.command;

import dk.rampe.outcome.OutcomeRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A release as files, in the folder an evaluator would get; there when it is complete, else not. */
final class ReleaseFolder {

    private ReleaseFolder() {}

    /**
     * @return {@code <to>/rampe_<programme>_<asOf>_<id>}
     * @throws NotDone when it is there already, or cannot be written
     */
    static Path write(OutcomeRelease release, Path to) {
        Path folder = to.resolve(release.folder());
        Path unfinished = to.resolve("." + release.folder() + ".tmp");
        if (Files.exists(folder)) {
            throw new NotDone(folder + " is there already; nothing was written.");
        }
        try {
            Files.createDirectories(to);
            Files.createDirectory(unfinished);
            for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
                Files.write(unfinished.resolve(file.getKey()), file.getValue());
            }
            return Files.move(unfinished, folder);
        } catch (IOException e) {
            throw new NotDone("The release cannot be written to " + to + ".");
        } finally {
            remove(unfinished);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new NotDone(folder + " is left over and cannot be removed.");
        }
    }
}
