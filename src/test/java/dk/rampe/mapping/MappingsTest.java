package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new partner is a folder; a mistake in it is found when it is loaded. */
class MappingsTest {

    private static final String HEAD =
            "message: case-update\ndirection: in\nformat: csv\ncharset: UTF-8\ndelimiter: ','\nelement: change\nfields:\n";
    private static final String GOOD = HEAD + """
            #  caseNumber: {from: case, required: true}
              effectiveOn: {from: since, type: date}
              situation: {from: situation, codes: situation}
            """.replace("#", "");

    @TempDir
    Path mappings;

    private Path table;

    @BeforeEach
    void aPartnerOfOneTable() throws IOException {
        copy("canonical");
        Files.copy(Samples.MAPPINGS.resolve("mapping.schema.json"), mappings.resolve("mapping.schema.json"));
        Path codes = Files.createDirectories(mappings.resolve("randers/codes"));
        Files.writeString(codes.resolve("situation.csv"), "# situation\ncode;canonical;note\n1;UNEMPLOYED_FLEXJOB;\n");
        table = mappings.resolve("randers/case-update.yaml");
        Files.writeString(table, GOOD);
    }

    @Test
    void aNewPartnerIsAFolderOfTables() {
        Line line = read("case,since,situation\n17,2024-02-01,1\n");

        assertThat(line.record().path("situation").asText()).isEqualTo("UNEMPLOYED_FLEXJOB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    caseNumber: {from           | caseNumbr: {from             | caseNumbr
                    caseNumber: {from           | caseNumber: {form            | /fields/caseNumber
                    type: date                  | type: dato                   | /fields/effectiveOn/type
                    type: date                  | type: date, format: dd-QQQQQQQ | effectiveOn
                    codes: situation            | codes: situations            | situations.csv
                    from: situation, codes      | from: situation, jslt: 'if (', codes | situation: jslt
                    charset: UTF-8              | charset: UTF-88              | UTF-88
                    message: case-update        | message: referral            | message
                    delimiter: ','              | delimiters: ','              | delimiters
                    required: true              | required: true, required: true | required
                    """)
    void aMistakeInATableStopsItWithFileAndField(String good, String bad, String named) throws IOException {
        Files.writeString(table, GOOD.replace(good, bad));

        assertThatThrownBy(() -> Mappings.load(mappings))
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining("case-update.yaml")
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1;UNEMPLOYED;                                  | unknown value
                    1;UNEMPLOYED_FLEXJOB;\\n1;SICK_LISTED_FLEXJOB; | twice
                    1;UNEMPLOYED_FLEXJOB                           | code, canonical and note
                    """)
    void aMistakeInACodeListStopsItToo(String codes, String problem) throws IOException {
        Files.writeString(
                mappings.resolve("randers/codes/situation.csv"),
                "# situation\ncode;canonical;note\n" + codes.replace("\\n", "\n") + "\n");

        assertThatThrownBy(() -> Mappings.load(mappings))
                .isInstanceOf(InvalidMapping.class)
                .hasMessageContaining(problem);
    }

    @Test
    void anOutgoingCodeListMustHaveAWordForEverything() throws IOException {
        copy("silkeborg");
        Path status = mappings.resolve("silkeborg/codes/status.csv");
        Files.writeString(status, Files.readString(status).replace("VENTER;WAITING;\n", ""));

        assertThatThrownBy(() -> Mappings.load(mappings))
                .hasMessageContaining("status.yaml")
                .hasMessageContaining("Status")
                .hasMessageContaining("WAITING");
    }

    @Test
    void lostLeadingZerosArePutBackWithAWarning() throws IOException {
        Files.writeString(table, GOOD + "  identifier: {from: number, type: cpr, pad: 10}\n");

        Line line = read("case,since,situation,number\n17,2024-02-01,1,201585007\n");

        assertThat(Reading.said(line.faults())).containsExactly("W-1104 number");
        assertThat(line.record().at("/identifier/value").asText()).isEqualTo("0201585007");
    }

    @Test
    void anExpressionMayTakeACellApart() throws IOException {
        Files.writeString(table, GOOD + """
                        #  givenNames: {from: name, jslt: 'split(.name, ", *")[1]'}
                          familyName: {from: name, jslt: 'split(.name, ", *")[0]'}
                        """.replace("#", ""));

        Line line = read("case,since,situation,name\n17,2024-02-01,1,\"Attrup, Palle\"\n");

        assertThat(line.record().path("givenNames").asText()).isEqualTo("Palle");
        assertThat(line.record().path("familyName").asText()).isEqualTo("Attrup");
    }

    @Test
    void aDefaultStandsInForAnEmptyCell() throws IOException {
        Files.writeString(table, GOOD.replace("codes: situation", "codes: situation, default: '1'"));

        assertThat(read("case,since,situation\n17,2024-02-01,\n").record().has("situation"))
                .isTrue();
    }

    @Test
    void whatThereIsNoTableForIsRefused() {
        Mappings loaded = Mappings.load(Samples.MAPPINGS);

        assertThatIllegalArgumentException().isThrownBy(() -> loaded.incoming("viborg", List.of("referral")));
        assertThatIllegalArgumentException().isThrownBy(() -> loaded.incoming("sind", List.of("referral")));
        assertThatIllegalArgumentException().isThrownBy(() -> loaded.outgoing("sind", "status"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaded.incoming("silkeborg", List.of("referral", "case-update")));
    }

    private Line read(String content) {
        List<Line> lines = new ArrayList<>();
        Mappings.load(mappings)
                .incoming("randers", List.of("case-update"))
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 0, lines::add);
        return lines.get(0);
    }

    private void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Samples.MAPPINGS.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, mappings.resolve(Samples.MAPPINGS.relativize(file)));
            }
        }
    }
}
