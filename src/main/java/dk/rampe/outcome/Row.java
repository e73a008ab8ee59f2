package dk.rampe.outcome;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * A row of {@code indicators.csv}. What a row does not have, or hides, is null.
 *
 * @param scope three-digit municipality or PROJECT
 * @param numerator n, persons
 * @param denominator N, persons or the target; stays in a hidden row where N may itself be shown
 * @param percent whole percent of n in N, rounded as {@code rounding} says
 * @param meanBefore points, one decimal, HALF_UP; only for 10 persons and more
 * @param meanAfter likewise
 * @param rounding of the percentage; null in rows that have none
 * @param suppressed the row says only that it is hidden, never why
 */
public record Row(
        String programme,
        String scope,
        String indicator,
        Integer numerator,
        Integer denominator,
        Integer percent,
        BigDecimal meanBefore,
        BigDecimal meanAfter,
        RoundingMode rounding,
        boolean suppressed,
        LocalDate asOf) {}
