package dk.rampe.participation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an event may hold in its personal half. The fold says whose entry counts, and never sees the entry. */
public enum PersonalField {
    IDENTIFIER("identifier"),
    GIVEN_NAMES("givenNames"),
    FAMILY_NAME("familyName"),
    ADDRESS("address"),
    PHONE("phone"),
    EMAIL("email"),
    CASEWORKER("caseworker"),
    CONSIDERATIONS("considerations"),
    CONTACT_PERSON("contactPerson");

    /** What a referral tells. */
    static final Set<PersonalField> OF_A_REFERRAL = EnumSet.complementOf(EnumSet.of(CONTACT_PERSON));

    private final String canonicalName;

    PersonalField(String canonicalName) {
        this.canonicalName = canonicalName;
    }

    /** The name in the canonical record and in {@link Facts#field()}. */
    public String canonicalName() {
        return canonicalName;
    }

    public static Optional<PersonalField> named(String canonicalName) {
        return Arrays.stream(values())
                .filter(field -> field.canonicalName.equals(canonicalName))
                .findFirst();
    }
}
