package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {

    private static final Path SAMPLES = Path.of("src", "main", "resources", "sandbox");
    private static final Path SILKEBORG = SAMPLES.resolve("silkeborg").resolve("UD");
    private static final Path NORDDJURS = SAMPLES.resolve("norddjurs").resolve("til_sind");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String EVENT = """
            {"eventId": "1151879c-7fe8-4c3f-9c32-9110c0436502", "municipality": "740", "caseNumber": "740-2021-00036", \
            "kind": "%s", "occurredOn": "%s"}
            """;

    @TempDir
    Path folder;

    @Test
    void aGoodFileIsAcceptedLineByLine() {
        Run run = check("silkeborg", SILKEBORG.resolve("henvisning_20231201_01.csv"));
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result().lines()).hasSize(9).contains("2;740-2023-00280;MODTAGET;;;");
        assertThat(run.remarks()).isEqualTo("8 linjer: 8 modtaget, 0 afvist.\n");
    }

    @Test
    void eachBadLineOfAFileIsAnsweredWithItsCode() {
        Run run = check("silkeborg", SILKEBORG.resolve("henvisning_20240201_01.csv"));
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result().lines())
                .startsWith("Linje;Sagsnr;Resultat;Kode;Felt;Tekst", "2;740-2024-90000;MODTAGET;;;")
                .contains(
                        "3;740-2024-90001;AFVIST;R-1203;Henvist dato;Datoen findes ikke i kalenderen. Skriv dd-mm-åååå.");
        assertThat(codes(run)).containsExactly("R-1001", "R-1102", "R-1201", "R-1203", "R-1301");
        assertThat(run.remarks()).isEqualTo("9 linjer: 4 modtaget, 5 afvist.\n");
    }

    @Test
    void aFileWhoseCountDisagreesIsRefusedWhole() {
        Run run = check("norddjurs", NORDDJURS.resolve("RAMPE_202402010600.xml"));
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result())
                .contains("udfald=\"AFVIST\"", "kode=\"R-2001\"")
                .doesNotContain("<Element");
        assertThat(run.remarks()).startsWith("Filen siger 7 poster, men indeholder 6.");
    }

    @Test
    void aFileThatCannotBeReadGetsTheReceiptOfRefusedFiles() throws IOException {
        Run run = check("silkeborg", write("henvisning_20240202_01.csv", "Sagsnr;Fornavn\r\n"));
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result()).contains("TechnicalReceipt", "Filen er afvist.", "R-2004");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"henvisning_20240201_01.csv", "henvisning_20230630_01.csv", "sagsopdatering_20230630_01.csv"})
    void noPersonOfTheFileIsInTheAnswer(String file) throws IOException {
        Set<String> persons = personal(Files.readString(SILKEBORG.resolve(file), WINDOWS));
        Run run = check("silkeborg", SILKEBORG.resolve(file));
        assertThat(persons).hasSizeGreaterThan(3);
        assertThat(persons).noneMatch(text -> (run.result() + run.remarks()).contains(text));
    }

    @Test
    void aFileWithAnotherNameIsReadAsWhatItIsSaidToBe() throws IOException {
        Path file = folder.resolve("try.csv");
        Files.copy(SILKEBORG.resolve("henvisning_20231201_01.csv"), file);
        assertNotDone(check("silkeborg", file), "--as: henvisning, sagsopdatering");
        assertNotDone(check("silkeborg", file, "--as", "referral"), "sends no 'referral'");
        assertThat(check("silkeborg", file, "--as", "henvisning").exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void theProvidersSamplesAreAccepted() {
        Run run = check("sind", SAMPLES.resolve("sind").resolve("progress").resolve("progress.jsonl"));
        assertThat(run).isEqualTo(new Run(Exit.DONE, "", "1184 hændelser: 1184 modtaget, 0 afvist.\n"));
    }

    @Test
    void eachRefusedEventIsToldByItsLine() throws IOException {
        Run run = check(
                "sind",
                write(
                        "progress.jsonl",
                        EVENT.formatted("STARTED", "2023-02-01")
                                + "\n"
                                + EVENT.formatted("STARTED", "2023-02-30")
                                + "{broken\n"
                                + EVENT.formatted("BEGUN", "2023-02-01")));
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result().lines())
                .satisfiesExactly(
                        third -> assertThat(third).matches("linje 3: R-\\d{4} occurredOn: .+"),
                        fourth -> assertThat(fourth).startsWith("linje 4: R-2002: "),
                        fifth -> assertThat(fifth).startsWith("linje 5: R-1301 kind: "));
        assertThat(run.remarks()).isEqualTo("4 hændelser: 1 modtaget, 3 afvist.\n");
    }

    @Test
    void anUnknownFieldIsToldByItsPlaceAsItsNameMayBeAnything() throws IOException {
        String event = EVENT.formatted("STARTED", "2023-02-01").replace("}", ", \"0101010101\": 1}");
        Run run = check("sind", write("event.json", event));
        assertThat(run.result()).startsWith("hændelse 1: R-2005: ").doesNotContain("0101010101");
    }

    @Test
    void aSingleEventMayStandOverSeveralLines() throws IOException {
        Path file = write("event.json", EVENT.formatted("STARTED", "2023-02-01").replace(", ", ",\n"));
        assertThat(check("sind", file).remarks()).isEqualTo("1 hændelse: 1 modtaget, 0 afvist.\n");
    }

    @Test
    void whatCannotBeCheckedIsSaidInASentence() {
        Path file = SILKEBORG.resolve("henvisning_20231201_01.csv");
        assertNotDone(check("silkeborg", folder.resolve("nothing.csv")), "There is no file");
        assertNotDone(check("silkeborg", folder), "not a file that can be read");
        assertNotDone(
                check("nowhere", file),
                "no partner 'nowhere'",
                "aarhus, defactum, norddjurs, odder, randers, silkeborg, sind");
        assertNotDone(check("defactum", file), "takes no files from defactum");
    }

    private static void assertNotDone(Run run, String... sentence) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks().lines()).hasSize(1);
        assertThat(run.remarks()).contains(sentence);
    }

    private static Run check(String partner, Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("check", partner, file.toString()));
        args.addAll(List.of(more));
        return Run.of(new CheckCommand(), args.toArray(String[]::new));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private static Set<String> codes(Run run) {
        return Pattern.compile("R-\\d{4}")
                .matcher(run.result())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Person numbers, names, addresses and the like: every cell of a line but the case number that no code list has.
     */
    private static Set<String> personal(String content) {
        return content.lines()
                .skip(1)
                .flatMap(line -> List.of(line.split(";", -1)).stream().skip(1))
                .filter(cell -> cell.length() > 4)
                .filter(cell -> !cell.matches("PRIMÆR|PÅRØRENDE"))
                .collect(Collectors.toSet());
    }
}
