package dk.rampe.partner;

import java.util.List;

/** Settings that refer to values nobody has given. */
class MissingSettings extends RuntimeException {

    private final transient List<Missing> missing;

    MissingSettings(List<Missing> missing) {
        super(missing.size() + " settings are missing");
        this.missing = missing;
    }

    List<Missing> missing() {
        return missing;
    }

    /** @param where file and line that ask for it */
    record Missing(String name, String setting, String where) {}
}
