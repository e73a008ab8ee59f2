package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsJsonTest {

    @Test
    void whatIsWrittenIsReadBackAndWhatIsNotToldIsNotWritten() {
        Facts facts = Story.facts(
                "protected", true, "flexJobGrantedOn", LocalDate.of(2020, 2, 29), "items", List.of(1, 2, 3, 4, 5));
        assertThat(FactsJson.write(facts))
                .isEqualTo("{\"protected\":true,\"flexJobGrantedOn\":\"2020-02-29\",\"items\":[1,2,3,4,5]}");
        assertThat(FactsJson.read(FactsJson.write(facts))).isEqualTo(facts);
    }

    @Test
    void factsThatCannotBeReadAreNotQuoted() {
        assertThatThrownBy(() -> FactsJson.read("{\"weeklyMinutes\":\"half time\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("half");
    }
}
