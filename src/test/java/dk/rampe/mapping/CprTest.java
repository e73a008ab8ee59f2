package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CprTest {

    /** @param number as a cell holds it; control characters are written {@code \\t}, {@code \\n}, {@code \\0} */
    @ParameterizedTest(name = "{3}")
    @CsvFileSource(resources = "person-numbers.csv", numLinesToSkip = 1)
    void aPersonNumberIsReadByTheRules(String number, String outcome, String bornOn, String rule) {
        List<String> complaints = new ArrayList<>();
        JsonNode read = CellReaders.cpr(number.translateEscapes(), (code, details) -> complaints.add(code.code()));

        assertThat(complaints).hasSizeLessThanOrEqualTo(1);
        assertThat(complaints.isEmpty() ? read.path("type").asText() : complaints.get(0))
                .as(rule)
                .isEqualTo(outcome);
        assertThat(read == null ? null : bornOn(read)).as(rule).isEqualTo(bornOn);
    }

    private static String bornOn(JsonNode read) {
        String digits = read.path("value").asText();
        assertThat(digits).matches("[0-9]{10}");
        return Cpr.of(digits).bornOn().toString();
    }
}
