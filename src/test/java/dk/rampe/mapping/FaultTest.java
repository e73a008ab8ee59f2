package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private static final Locale DANISH = Locale.forLanguageTag("da");

    @ParameterizedTest
    @EnumSource
    void everyCodeHasATextInBothLanguages(FaultCode code) {
        String danish = code.fault().text(DANISH);
        String english = code.fault().text(Locale.ENGLISH);

        assertThat(danish).isNotBlank().endsWith(".").isNotEqualTo(english);
        assertThat(english).isNotBlank().endsWith(".");
        assertThat(placeholders(danish)).isEqualTo(placeholders(english));
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults.properties", "faults_en.properties"})
    void noTextIsLeftWithoutACode(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Fault.class.getResourceAsStream(file)) {
            texts.load(in);
        }
        texts.remove("year");
        assertThat(texts.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FaultCode.values()).map(FaultCode::code).toList());
    }

    @Test
    void aDateFormatIsSaidInTheReadersLanguage() {
        Fault fault = FaultCode.NOT_A_DATE.fault("Henvist dato", Map.of("format", "dd-MM-yyyy"));

        assertThat(fault.text(DANISH)).isEqualTo("Datoen findes ikke i kalenderen. Skriv dd-mm-åååå.");
        assertThat(fault.text(Locale.ENGLISH)).endsWith("Write dd-mm-yyyy.");
    }

    @Test
    void aReaderOfAnyOtherLanguageGetsDanish() {
        assertThat(FaultCode.DUPLICATE.fault().text(Locale.GERMAN))
                .isEqualTo("Filen er modtaget før; intet er ændret.");
    }

    @Test
    void onlyAWarningDoesNotRefuse() {
        assertThat(FaultCode.CPR_MODULUS.fault().refuses()).isFalse();
        assertThat(FaultCode.EMPTY.fault().refuses()).isTrue();
        assertThat(FaultCode.NOT_A_DATE.fault().number()).isEqualTo(1203);
    }

    private static Object placeholders(String text) {
        return java.util.regex.Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(java.util.stream.Collectors.toSet());
    }
}
