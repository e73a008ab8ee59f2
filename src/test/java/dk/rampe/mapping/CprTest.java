package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CprTest {

    /** @param number as a cell holds it; control characters are written {@code \\t}, {@code \\n}, {@code \\0} */
    @ParameterizedTest(name = "{3}")
    @CsvFileSource(resources = "person-numbers.csv", numLinesToSkip = 1)
    void aPersonNumberIsReadByTheRules(String number, String outcome, String bornOn, String rule) {
        List<String> complaints = new ArrayList<>();
        JsonNode read = new IdentifierReader("ukendt")
                .read(number.translateEscapes(), (code, details) -> complaints.add(code.code()));

        assertThat(complaints).hasSizeLessThanOrEqualTo(1);
        assertThat(complaints.isEmpty() ? read.path("type").asText() : complaints.get(0))
                .as(rule)
                .isEqualTo(outcome);
        assertThat(read == null ? null : bornOn(read)).as(rule).isEqualTo(bornOn);
    }

    @Test
    void whereNoWordForAnUnknownNumberIsAgreedThereIsNone() {
        List<String> complaints = new ArrayList<>();
        new IdentifierReader(null).read("ukendt", (code, details) -> complaints.add(code.code()));

        assertThat(complaints).containsExactly("R-1101");
    }

    private static String bornOn(JsonNode read) {
        String value = read.path("value").asText();
        return switch (read.path("type").asText()) {
            case "UNKNOWN" -> null;
            case "ECPR" -> Ecpr.bornOn(value).toString();
            default -> Cpr.of(value).bornOn().toString();
        };
    }
}
