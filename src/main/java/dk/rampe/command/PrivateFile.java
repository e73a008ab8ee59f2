package dk.rampe.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that nobody but its owner can read; there when it is complete, else not. */
final class PrivateFile {

    private PrivateFile() {}

    /** @throws NotDone when it is there already, or cannot be written */
    static void write(String content, Path file) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, content, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            // never over another one, which a move might be
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            throw new NotDone(file + " is there already; nothing was written.");
        } catch (IOException e) {
            throw new NotDone(file + " cannot be written.");
        } finally {
            remove(unfinished);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new NotDone(file + " is left over and cannot be removed.");
        }
    }
}
