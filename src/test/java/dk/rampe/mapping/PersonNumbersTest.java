package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "6113990001, ******-****",
        "611399-0001, ******-****",
        "sag 611399 0001.pdf, sag ******-****.pdf",
        "henvisning_6113990001_01.csv, henvisning_******-****_01.csv",
        "611399_0001 og 6113990002, ******-**** og ******-****"
    })
    void whatLooksLikeOneIsHidden(String text, String shown) {
        assertThat(PersonNumbers.areIn(text)).isTrue();
        assertThat(PersonNumbers.masked(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "740-2026-00001",
                "henvisning_20240201_01.csv",
                "RAMPE_202402010600.xml",
                "STATUS_20240202060000.xml.kvittering.xml"
            })
    void caseNumbersAndNamesWithDatesAreLeftAsTheyAre(String text) {
        assertThat(PersonNumbers.areIn(text)).isFalse();
        assertThat(PersonNumbers.masked(text)).isEqualTo(text);
    }
}
