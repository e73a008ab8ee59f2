package dk.rampe.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.w3c.dom.Element;

/**
 * What a partner's service has been told, in {@code status/}: without the envelope, which holds a password, and under the
 * status's id, so that one told twice is there once. And which cases it has a word about, in files beside.
 */
final class ToldStatuses {

    private final Path home;
    private final Path statuses;

    ToldStatuses(String partner, SandboxFolders folders) throws IOException {
        this.home = folders.neighbour(partner);
        this.statuses = Files.createDirectories(home.resolve("status"));
    }

    void keep(UUID status, Element told) throws IOException {
        Path draft = Files.createTempFile(home, ".status", ".tmp");
        Files.writeString(draft, SoapService.written(told));
        Files.move(draft, statuses.resolve(status + ".xml"), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * What stands behind the case number in a file, when it is there.
     *
     * @param otherwise when it stands alone
     */
    Optional<String> word(String file, String caseNumber, String otherwise) throws IOException {
        Path words = home.resolve(file);
        if (Files.notExists(words)) {
            return Optional.empty();
        }
        return Files.readAllLines(words).stream()
                .map(line -> line.strip().split("\\s+", 2))
                .filter(line -> line[0].equals(caseNumber))
                .map(line -> line.length > 1 ? line[1] : otherwise)
                .findFirst();
    }
}
