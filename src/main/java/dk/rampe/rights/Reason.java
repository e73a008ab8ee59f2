package dk.rampe.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a case is erased: the grounds of art. 17(1) of the GDPR, and a case that should never have been. */
public enum Reason {
    /** (a): no longer necessary for what it was collected for. */
    NO_LONGER_NEEDED,
    /** (b). */
    CONSENT_WITHDRAWN,
    /** (c). */
    OBJECTION,
    /** (d): processed unlawfully. */
    UNLAWFUL,
    /** (e): the law says so. */
    LEGAL_OBLIGATION,
    REGISTERED_IN_ERROR;

    /** As it is written on the command line: {@code no-longer-needed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Reason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word().equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Reason::word).toList();
    }
}
