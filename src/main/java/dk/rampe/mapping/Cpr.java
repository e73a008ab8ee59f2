package dk.rampe.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;

/**
 * A Danish person number, ddMMyyxxxx, or a replacement number, which has 60 added to the day.
 *
 * @param digits ten of them
 * @param bornOn by the century rule of the CPR office: the seventh digit and the year give the century
 * @param replacement issued by a municipality or region where there was no CPR number
 */
record Cpr(String digits, LocalDate bornOn, boolean replacement) {

    private static final int[] WEIGHTS = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    private static final LocalDate FIRST_WITHOUT_MODULUS = LocalDate.of(2007, 10, 1);

    /** Null when the ten digits do not begin with a real date. */
    static Cpr of(String digits) {
        int day = number(digits, 0);
        boolean replacement = day > 60;
        try {
            LocalDate bornOn = LocalDate.of(
                    century(digits.charAt(6) - '0', number(digits, 4)) + number(digits, 4),
                    number(digits, 2),
                    replacement ? day - 60 : day);
            return new Cpr(digits, bornOn, replacement);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int century(int seventh, int year) {
        if (seventh <= 3) {
            return 1900;
        }
        if (seventh == 4 || seventh == 9) {
            return year <= 36 ? 2000 : 1900;
        }
        return year <= 57 ? 2000 : 1800;
    }

    /**
     * Whether modulus 11 fails where it should hold. It need not for a replacement number, nor for anyone born since
     * October 2007, nor on a 1 January: those series have run out and are used by people who do not know their day of
     * birth.
     */
    boolean isDoubtful() {
        return !replacement
                && bornOn.isBefore(FIRST_WITHOUT_MODULUS)
                && !(bornOn.getMonth() == Month.JANUARY && bornOn.getDayOfMonth() == 1)
                && weightedSum() % 11 != 0;
    }

    private int weightedSum() {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return sum;
    }

    private static int number(String digits, int at) {
        return Integer.parseInt(digits.substring(at, at + 2));
    }
}
