package dk.rampe.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class GoldenFiguresTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);

    @Test
    void theSampleDeliveriesGiveThePublishedBaseCounts() throws Exception {
        JsonNode golden = new JsonMapper().readTree(getClass().getResource("/golden/rampen-2023-06-30.json"));
        Outcome outcome = SampleOutcome.asOf(LAST_DAY);
        SoftAssertions all = new SoftAssertions();
        assertThat(outcome.scopes()).containsExactly("707", "740", "PROJECT");
        for (String scope : outcome.scopes()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            Arrays.stream(Figure.values())
                    .filter(Figure::isBaseCount)
                    .forEach(figure ->
                            counts.put(figure.published(), outcome.of(scope).of(figure)));
            Map<String, Integer> published = new LinkedHashMap<>();
            golden.at("/scopes/" + scope)
                    .fields()
                    .forEachRemaining(count ->
                            published.put(count.getKey(), count.getValue().asInt()));
            all.assertThat(counts).as(scope).hasSize(14).isEqualTo(published);
        }
        all.assertAll();
    }

    @Test
    void theFirstReleaseHidesWhatTheWorkedExampleHides() throws Exception {
        assertThat(SampleOutcome.firstRelease(LAST_DAY).all().stream().flatMap(showing -> showing.hidden().stream()
                        .map(figure -> showing.scope() + " " + figure.published())))
                .containsExactlyInAnyOrder(
                        "707 positiveAnswers",
                        "740 positiveAnswers",
                        "740 who5Better",
                        "740 healthBetter",
                        "707 who5Better",
                        "707 healthBetter");
    }
}
