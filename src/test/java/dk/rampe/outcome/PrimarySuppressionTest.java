package dk.rampe.outcome;

import static dk.rampe.outcome.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrimarySuppressionTest {

    @Test
    void fromOneToFourPersonsAreHiddenNoneAndFiveAreShown() {
        assertThat(hidden(Map.of(RELATIVES_OFFERED, 1))).contains(RELATIVES_OFFERED);
        assertThat(hidden(Map.of(RELATIVES_OFFERED, 4))).contains(RELATIVES_OFFERED);
        assertThat(hidden(Map.of(RELATIVES_OFFERED, 5))).doesNotContain(RELATIVES_OFFERED);
        assertThat(hidden(Map.of(RELATIVES_OFFERED, 0))).doesNotContain(RELATIVES_OFFERED);
    }

    @Test
    void aShareOfFewerThanFivePersonsIsHidden() {
        assertThat(hidden(Map.of(COMPLETED, 4, IN_JOB_AT_END, 0))).contains(IN_JOB_AT_END, COMPLETED);
        assertThat(hidden(Map.of(PARTICIPANTS, 4, SICK_LISTED_AT_REFERRAL, 0))).contains(SICK_LISTED_AT_REFERRAL);
    }

    @Test
    void aShareOfNobodyIsHiddenToo() {
        assertThat(hidden(Map.of(PARTICIPANTS, 0))).contains(SICK_LISTED_AT_REFERRAL);
    }

    @Test
    void aShareIsHiddenWhenFewAreLeftOfTheWhole() {
        assertThat(hidden(Map.of(COMPLETED, 20, IN_JOB_AT_END, 16))).contains(IN_JOB_AT_END);
        assertThat(hidden(Map.of(COMPLETED, 20, IN_JOB_AT_END, 15))).doesNotContain(IN_JOB_AT_END);
        assertThat(hidden(Map.of(PARTICIPANTS, 40, SICK_LISTED_AT_REFERRAL, 38)))
                .contains(SICK_LISTED_AT_REFERRAL);
    }

    @Test
    void allAndNoneAreHiddenForOutcomesOnly() {
        assertThat(hidden(Map.of(ACCEPTED, 20, IN_FLEX_JOB_AT_AS_OF, 0))).contains(IN_FLEX_JOB_AT_AS_OF);
        assertThat(hidden(Map.of(ACCEPTED, 20, IN_FLEX_JOB_AT_AS_OF, 20))).contains(IN_FLEX_JOB_AT_AS_OF);
        assertThat(hidden(Map.of(PARTICIPANTS, 20, SICK_LISTED_AT_REFERRAL, 0)))
                .doesNotContain(SICK_LISTED_AT_REFERRAL);
        assertThat(hidden(Map.of(PARTICIPANTS, 20, SICK_LISTED_AT_REFERRAL, 20)))
                .doesNotContain(SICK_LISTED_AT_REFERRAL);
    }

    @Test
    void theComplementIsTakenOfPublishedSharesOnly() {
        assertThat(hidden(Map.of(COMPLETED, 20, COMPLETED_WITH_ANSWER, 18, POSITIVE_ANSWERS, 10)))
                .doesNotContain(COMPLETED, COMPLETED_WITH_ANSWER);
    }

    @Test
    void theThresholdIsASetting() {
        BaseCounts three = counts(Map.of(RELATIVES_OFFERED, 3));
        assertThat(new PrimarySuppression(3).hidden(RowGroup.ADMISSION, three)).doesNotContain(RELATIVES_OFFERED);
        assertThat(new PrimarySuppression(4).hidden(RowGroup.ADMISSION, three)).contains(RELATIVES_OFFERED);
    }

    private static Set<Figure> hidden(Map<Figure, Integer> persons) {
        return Arrays.stream(RowGroup.values())
                .flatMap(group -> new PrimarySuppression(5).hidden(group, counts(persons)).stream())
                .collect(Collectors.toSet());
    }

    private static BaseCounts counts(Map<Figure, Integer> persons) {
        BaseCounts counts = new BaseCounts();
        persons.forEach(counts::add);
        return counts;
    }
}
