package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CprTest {

    @ParameterizedTest(name = "{0}: {3}")
    @CsvFileSource(resources = "person-numbers.csv", numLinesToSkip = 2)
    void aPersonNumberIsReadByTheRules(String number, String outcome, String bornOn, String rule) {
        Cpr cpr = Cpr.of(number);

        assertThat(outcome(cpr)).as(rule).isEqualTo(outcome);
        assertThat(cpr == null ? null : cpr.bornOn().toString()).as(rule).isEqualTo(bornOn);
    }

    private static String outcome(Cpr cpr) {
        if (cpr == null) {
            return FaultCode.CPR_NO_DATE.code();
        }
        if (cpr.isDoubtful()) {
            return FaultCode.CPR_MODULUS.code();
        }
        return cpr.replacement() ? "REPLACEMENT" : "CPR";
    }
}
