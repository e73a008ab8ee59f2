package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One cell of a good row is changed at a time. */
class SilkeborgReferralTest {

    private static final Reading SILKEBORG = Reading.silkeborg("referral");
    private static final List<String> COLUMNS =
            List.of(("Sagsnr;Personnr;Fornavn;Efternavn;Adresse;Adr.beskyttet;Telefon;E-mail;Målgruppe;Situation;"
                            + "Fleksjob bevilget;Timer/uge;Skånehensyn;Henvist dato;Sagsbehandler")
                    .split(";"));
    private static final List<String> GOOD =
            List.of(("740-2024-1;770666-0417;Palle;Attrup;Prøvevej 27;N;23690243;palle@example.dk;PRIMÆR;FLEKS-LEDIG;"
                            + "04-05-2023;10;Ro;01-02-2024;Bente Sagbo")
                    .split(";"));

    @Test
    void aGoodRowHasNoFaults() {
        assertThat(SILKEBORG.line(row(Map.of())).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    Sagsnr            | ""          | R-1001 Sagsnr
                    Sagsnr            | 770666-0417 | R-1401 Sagsnr
                    Fornavn           | " "         | R-1001 Fornavn
                    Henvist dato      | ""          | R-1001 Henvist dato
                    Personnr          | 770666-041  | R-1101 Personnr
                    Personnr          | 77066604177 | R-1101 Personnr
                    Personnr          | 770666-041X | R-1101 Personnr
                    Personnr          | 070680-4001 | W-1103 Personnr
                    Adr.beskyttet     | j           | R-1206 Adr.beskyttet
                    Telefon           | 2369024     | R-1205 Telefon
                    Telefon           | ring først  | R-1205 Telefon
                    Telefon           | +4523690    | R-1205 Telefon
                    E-mail            | palle       | R-1401 E-mail
                    Målgruppe         | ""          | R-1001 Målgruppe
                    Målgruppe         | primær      | R-1301 Målgruppe
                    Målgruppe         | PÅRØRENDE   | R-1402 Situation
                    Situation         | ""          | R-1001 Situation
                    Situation         | LEDIG       | R-1301 Situation
                    Fleksjob bevilget | 2023-05-04  | R-1203 Fleksjob bevilget
                    Fleksjob bevilget | 29-02-2023  | R-1203 Fleksjob bevilget
                    Fleksjob bevilget | 4-5-2023    | R-1203 Fleksjob bevilget
                    Fleksjob bevilget | 04-05-0023  | R-1202 Fleksjob bevilget
                    Timer/uge         | 12.5        | R-1201 Timer/uge
                    Timer/uge         | 7,33        | R-1204 Timer/uge
                    Timer/uge         | 0           | R-1202 Timer/uge
                    Timer/uge         | -2          | R-1202 Timer/uge
                    Timer/uge         | 37,5        | R-1202 Timer/uge
                    """)
    void aBadCellIsToldByItsColumn(String column, String cell, String fault) {
        Line line = SILKEBORG.line(row(Map.of(column, cell)));

        assertThat(Reading.said(line.faults())).containsExactly(fault);
        assertThat(line.refused()).isEqualTo(fault.startsWith("R-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Telefon   | +45 23 69 02 43     | /person/phone           | 23690243
                    Telefon   | 004523690243        | /person/phone           | 23690243
                    Telefon   | +49 30 901820       | /person/phone           | +4930901820
                    Personnr  | 7706660417          | /person/identifier/value | 7706660417
                    Personnr  | 070680-4001         | /person/identifier/type | CPR
                    Timer/uge | 37                  | /weeklyMinutesGranted   | 2220
                    Timer/uge | 0,5                 | /weeklyMinutesGranted   | 30
                    """)
    void whatCanBeMeantInOneWayIsTaken(String column, String cell, String pointer, String canonical) {
        Line line = SILKEBORG.line(row(Map.of(column, cell)));

        assertThat(line.record().at(pointer).asText()).isEqualTo(canonical);
    }

    @Test
    void aRelativeHasNoSituation() {
        Line line = SILKEBORG.line(row(Map.of("Målgruppe", "PÅRØRENDE", "Situation", "")));

        assertThat(line.faults()).isEmpty();
        assertThat(line.record().has("situation")).isFalse();
    }

    @Test
    void allThatIsWrongWithARowIsToldAtOnce() {
        Line line = SILKEBORG.line(
                row(Map.of("Personnr", "12", "Henvist dato", "31-02-2024", "Telefon", "x", "Efternavn", "")));

        assertThat(Reading.said(line.faults()))
                .containsExactlyInAnyOrder(
                        "R-1101 Personnr", "R-1203 Henvist dato", "R-1205 Telefon", "R-1001 Efternavn");
        assertThat(line.caseNumber()).isEqualTo("740-2024-1");
    }

    @Test
    void aTooLongTextIsToldItsLimit() {
        Line line = SILKEBORG.line(row(Map.of("Skånehensyn", "x".repeat(4001))));

        assertThat(Reading.said(line.faults())).containsExactly("R-1207 Skånehensyn");
        assertThat(line.faults().get(0).text(Locale.ENGLISH)).contains("4000");
    }

    @Test
    void aRangeOfHoursIsToldInHours() {
        Line line = SILKEBORG.line(row(Map.of("Timer/uge", "40")));

        assertThat(line.faults().get(0).text(Locale.ENGLISH)).contains("between 0:01 and 37:00");
    }

    @Test
    void noFaultHoldsWhatTheSenderWrote() {
        Map<String, String> cells =
                COLUMNS.stream().collect(Collectors.toMap(column -> column, column -> "§hemmelig§"));

        List<Fault> faults = SILKEBORG.line(row(cells)).faults();

        assertThat(faults).hasSizeGreaterThan(6);
        assertThat(faults).allSatisfy(fault -> assertThat(fault + fault.text(Locale.ENGLISH) + fault.text(Locale.ROOT))
                .doesNotContain("hemmelig"));
    }

    private static String row(Map<String, String> changes) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            cells.add(changes.getOrDefault(COLUMNS.get(i), GOOD.get(i)));
        }
        return String.join(";", COLUMNS) + "\r\n" + String.join(";", cells) + "\r\n";
    }
}
