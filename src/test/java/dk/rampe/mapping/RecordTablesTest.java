package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** Randers' tables, which share the events of a page, with what parts them changed. */
class RecordTablesTest {

    private static final String WHERE = "where: {\"@art\": OPRET, \"@kilde\": [INTERN, EKSTERN]}";

    @TempDir
    Path mappings;

    private Path referral;

    @BeforeEach
    void copy() throws IOException {
        FileSystemUtils.copyRecursively(Samples.MAPPINGS.resolve("canonical"), mappings.resolve("canonical"));
        FileSystemUtils.copyRecursively(Samples.MAPPINGS.resolve("randers"), mappings.resolve("randers"));
        Files.copy(Samples.MAPPINGS.resolve("mapping.schema.json"), mappings.resolve("mapping.schema.json"));
        referral = mappings.resolve("randers/referral.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "where: {\"@art\": [OPRET, RET]}", "where: {\"@kilde\": INTERN}"})
    void twoTablesThatCouldReadTheSameRecordAreRefused(String where) throws IOException {
        Files.writeString(referral, Files.readString(referral).replace(WHERE, where));
        Mappings loaded = Mappings.load(mappings);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaded.incoming("randers", List.of("referral", "case-update")))
                .withMessage("two tables read Haendelse");
        assertThatCode(() -> loaded.incoming("randers", List.of("referral"))).doesNotThrowAnyException();
    }

    @Test
    void oneThatPartsThemWillDo() throws IOException {
        Files.writeString(referral, Files.readString(referral).replace(WHERE, "where: {\"@art\": OPRET}"));
        Mappings loaded = Mappings.load(mappings);

        assertThatCode(() -> loaded.incoming("randers", List.of("referral", "case-update")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"where: {art: OPRET}", "where: {}", "where: OPRET"})
    void onlyAttributesPartThem(String where) throws IOException {
        Files.writeString(referral, Files.readString(referral).replace(WHERE, where));

        assertThatThrownBy(() -> Mappings.load(mappings))
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining("where");
    }
}
