package dk.rampe.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;

/**
 * The health sector's number for who has no CPR number: ddMMyy, a digit for the century, two letters, a digit for the
 * sex. The national service gives out 1 (1900s) and 7 (2000s); those with 5 (1800s), 0 (1900s) and 6 (2000s) are made
 * locally and can be somebody else's elsewhere.
 */
final class Ecpr {

    private static final Map<Character, Integer> CENTURIES =
            Map.of('5', 1800, '0', 1900, '1', 1900, '6', 2000, '7', 2000);
    private static final int CENTURY = 6;

    private Ecpr() {}

    /** @param number ten signs without hyphen */
    static boolean hasCentury(String number) {
        return CENTURIES.containsKey(number.charAt(CENTURY));
    }

    /** Null when there is no such date. */
    static LocalDate bornOn(String number) {
        try {
            return LocalDate.of(
                    CENTURIES.get(number.charAt(CENTURY)) + Integer.parseInt(number.substring(4, 6)),
                    Integer.parseInt(number.substring(2, 4)),
                    Integer.parseInt(number.substring(0, 2)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
