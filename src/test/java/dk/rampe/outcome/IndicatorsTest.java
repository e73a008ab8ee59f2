package dk.rampe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.HubSettings.Programme;
import dk.rampe.partner.HubSettings.Target;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndicatorsTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);

    @Test
    void theRowsOfTheFirstReleaseAreThese() throws Exception {
        List<Row> rows = new Indicators("rampen", SampleOutcome.RAMPEN, SampleOutcome.firstRelease(LAST_DAY)).rows();
        assertThat(new String(IndicatorsCsv.of(rows), StandardCharsets.UTF_8))
                .isEqualTo(new String(
                        getClass().getResourceAsStream("first-release.csv").readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void percentagesAreCutOffUnlessTheProgrammeRoundsThem() throws Exception {
        assertThat(row(RoundingMode.DOWN, "PROJECT", "positive").percent()).isEqualTo(84);
        assertThat(row(RoundingMode.HALF_UP, "PROJECT", "positive").percent()).isEqualTo(85);
        assertThat(row(RoundingMode.HALF_UP, "PROJECT", "positive").rounding()).isEqualTo(RoundingMode.HALF_UP);
    }

    @Test
    void aHiddenRowKeepsOnlyItsDenominator() throws Exception {
        Picture picture = SampleOutcome.of(LAST_DAY, Map.of(Figure.WHO5_PERSONS, 20, Figure.WHO5_BETTER, 4));
        picture.put(picture.of("707", RowGroup.WHO5).hiding(Figure.WHO5_BETTER));
        Row row = find(indicators(picture), "707", "who5");
        assertThat(row).isEqualTo(new Row("rampen", "707", "who5", null, 20, null, null, null, null, true, LAST_DAY));
    }

    @Test
    void aRowWhoseDenominatorIsHiddenShowsNothing() throws Exception {
        Picture picture = SampleOutcome.of(LAST_DAY, Map.of(Figure.ACCEPTED, 40, Figure.IN_FLEX_JOB_AT_AS_OF, 17));
        picture.put(picture.of("707", RowGroup.IN_FLEX_JOB).hiding(Figure.ACCEPTED));
        Row row = find(indicators(picture), "707", "inFlexJob");
        assertThat(row.suppressed()).isTrue();
        assertThat(row.numerator()).isNull();
        assertThat(row.denominator()).isNull();
        assertThat(row.percent()).isNull();
    }

    @Test
    void meansNeedTenPersonsAndRoundHalfUp() {
        Row row = find(indicators(paired(9)), "707", "coping");
        assertThat(row.suppressed()).isFalse();
        assertThat(row.meanBefore()).isNull();
        row = find(indicators(paired(20)), "707", "coping");
        assertThat(row.meanBefore()).isEqualTo(new BigDecimal("10.1"));
        assertThat(row.meanAfter()).isEqualTo(new BigDecimal("20.0"));
    }

    @Test
    void theTargetIsTheOneInForceOnTheDateAndWithoutOneThereIsNoRow() {
        Map<Figure, Integer> participants = Map.of(Figure.PARTICIPANTS, 36);
        Programme programme = new Programme(
                "Programme",
                5,
                RoundingMode.DOWN,
                Map.of(
                        "707",
                        List.of(
                                new Target(LocalDate.of(2023, 7, 1), 70),
                                new Target(LocalDate.of(2020, 10, 1), 60),
                                new Target(LocalDate.of(2023, 6, 30), 50))),
                "0 30 2 * * *",
                null);
        Row row = find(
                new Indicators("rampen", programme, SampleOutcome.of(LAST_DAY, participants)),
                "707",
                "participantsOfTarget");
        assertThat(row.denominator()).isEqualTo(50);
        assertThat(row.percent()).isEqualTo(72);
        assertThat(new Indicators("rampen", programme, SampleOutcome.of(LocalDate.of(2020, 9, 30), participants))
                        .rows())
                .extracting(Row::indicator)
                .doesNotContain("participantsOfTarget");
    }

    @Test
    void nobodyOfNobodyIsNoPercentage() {
        Row row = find(indicators(SampleOutcome.of(LAST_DAY, Map.of())), "707", "positive");
        assertThat(row.denominator()).isZero();
        assertThat(row.percent()).isNull();
    }

    private static Row row(RoundingMode rounding, String scope, String indicator) throws Exception {
        Programme programme = new Programme("Programme", 5, rounding, Map.of(), "0 30 2 * * *", null);
        return find(new Indicators("rampen", programme, SampleOutcome.firstRelease(LAST_DAY)), scope, indicator);
    }

    private static Row find(Indicators indicators, String scope, String indicator) {
        return indicators.rows().stream()
                .filter(row -> row.scope().equals(scope) && row.indicator().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    private static Indicators indicators(Picture picture) {
        return new Indicators("rampen", SampleOutcome.RAMPEN, picture);
    }

    /** One with 11 points before, the others 10: the mean of 20 is 10.05. */
    private static Picture paired(int persons) {
        BaseCounts counts = new BaseCounts();
        for (int i = 0; i < persons; i++) {
            counts.add(new Contribution(
                    Set.of(Figure.COPING_PERSONS, Figure.COPING_BETTER),
                    Map.of(Scale.COPING, new Scale.Change(i == 0 ? 11 : 10, 20, true))));
        }
        return SampleOutcome.of(LAST_DAY, counts);
    }
}
