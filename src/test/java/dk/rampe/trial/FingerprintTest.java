package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void runsThatDidTheSameHaveOneFingerprintWhateverTheirNumbersAre() {
        assertThat(Fingerprint.of(List.of("event #4 referred", "erased #4, noted as #40", "event #40 erased")))
                .isEqualTo(Fingerprint.of(List.of("event #5 referred", "erased #5, noted as #61", "event #61 erased")));
    }

    @Test
    void whatStandsInOtherRowsMakesADifference() {
        assertThat(Fingerprint.of(List.of("event #4 referred", "told of #4", "event #5 erased")))
                .isNotEqualTo(Fingerprint.of(List.of("event #4 referred", "told of #5", "event #5 erased")));
    }
}
