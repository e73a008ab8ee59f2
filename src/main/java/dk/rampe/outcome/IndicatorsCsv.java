package dk.rampe.outcome;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code indicators.csv}: UTF-8, comma, LF, ISO dates, decimal point. Every value is a code or a number: no quotes. */
final class IndicatorsCsv {

    static final String HEADER = "programme,scope,indicator,numerator,denominator,percent,"
            + "mean_before,mean_after,rounding,suppressed,as_of";

    private IndicatorsCsv() {}

    static byte[] of(List<Row> rows) {
        return Stream.concat(Stream.of(HEADER), rows.stream().map(IndicatorsCsv::line))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Row row) {
        return Stream.of(
                        row.programme(),
                        row.scope(),
                        row.indicator(),
                        row.numerator(),
                        row.denominator(),
                        row.percent(),
                        row.meanBefore(),
                        row.meanAfter(),
                        row.rounding(),
                        row.suppressed(),
                        row.asOf())
                .map(value -> Objects.toString(value, ""))
                .collect(Collectors.joining(","));
    }
}
