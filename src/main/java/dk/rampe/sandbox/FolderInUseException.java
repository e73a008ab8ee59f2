package dk.rampe.sandbox;

import java.nio.file.Path;

final class FolderInUseException extends RuntimeException {

    FolderInUseException(Path folder) {
        super("another hub is running in the sandbox " + folder);
    }
}
