package dk.rampe.mapping;

import java.nio.file.Path;

/** Something in {@code mappings/} is wrong; the hub does not start with it. Names the file and the field. */
public final class InvalidMapping extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidMapping(Path file, String field, String problem) {
        super(file + ": " + (field == null ? "" : field + ": ") + problem);
    }
}
