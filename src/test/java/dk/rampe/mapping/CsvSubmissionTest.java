package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CsvSubmissionTest {

    private static final Reading UPDATES = Reading.silkeborg("case-update");
    private static final String HEADING = "Sagsnr;Ændring;Gældende fra;Ny værdi;Ny værdi 2\r\n";
    private static final String ROW = "740-2021-1;TLF;03-01-2023;22334455;\r\n";

    @Test
    void rowsAreCountedFromTheHeadingAndALineBreakInQuotesStartsNone() throws Exception {
        String content = HEADING + "740-2021-1;ADRESSE;03-01-2023;\"Prøvevej 1\r\n8600; Silkeborg\";\r\n" + ROW;

        assertThat(UPDATES.header(content).lines()).isEqualTo(2);
        List<Line> lines = UPDATES.lines(content);
        assertThat(lines).extracting(Line::number).containsExactly(2L, 3L);
        assertThat(lines.get(0).record().path("address").asText()).isEqualTo("Prøvevej 1\n8600; Silkeborg");
    }

    @Test
    void readingGoesOnAfterTheLineThatWasReachedBefore() {
        assertThat(UPDATES.linesAfter(2, HEADING + ROW + ROW + ROW))
                .extracting(Line::number)
                .containsExactly(3L, 4L);
    }

    @Test
    void anEmptyLineIsNoRecordButCounts() throws Exception {
        String content = HEADING + ROW + "\r\n" + ROW + "\r\n";

        assertThat(UPDATES.header(content).lines()).isEqualTo(2);
        assertThat(UPDATES.lines(content)).extracting(Line::number).containsExactly(2L, 4L);
    }

    @Test
    void aFileWithOnlyAHeadingIsReadable() throws Exception {
        assertThat(UPDATES.header(HEADING).lines()).isZero();
    }

    @Test
    void columnsMayComeInAnyOrder() {
        Line line =
                UPDATES.line("Ny værdi 2;Ny værdi;Gældende fra;Ændring;Sagsnr\r\n;x@example.dk;03-01-2023;EMAIL;1\r\n");

        assertThat(line.record().path("email").asText()).isEqualTo("x@example.dk");
    }

    @Test
    void aMissingColumnRefusesTheFileByName() {
        assertThat(UPDATES.refusal("Sagsnr;Ændring;Ny værdi;Ny værdi 2\r\n")).containsExactly("R-2004 Gældende fra");
    }

    @Test
    void anUnknownColumnRefusesTheFileByItsPlaceAsItsNameMayBeAnything() {
        String withoutHeading = "770666-0417;Sagsnr;Ændring;Gældende fra;Ny værdi;Ny værdi 2;Sagsnr\r\n";

        assertThat(UPDATES.refusal(withoutHeading)).containsExactly("R-2005", "R-2005");
    }

    @Test
    void bytesOutsideTheCharsetRefuseTheFile() {
        byte[] content = (HEADING + ROW).getBytes(UPDATES.charset());
        content[content.length - 10] = (byte) 0x81;

        assertThat(UPDATES.refusal(new ByteArrayInputStream(content))).containsExactly("R-2003");
    }

    @Test
    void controlCharactersRefuseTheFile() {
        assertThat(UPDATES.refusal(HEADING + "740\u0000;TLF;03-01-2023;22334455;\r\n"))
                .containsExactly("R-2003");
    }

    @Test
    void aFileInUtf8IsMissingItsDanishColumns() {
        assertThat(UPDATES.refusal(new ByteArrayInputStream(HEADING.getBytes(StandardCharsets.UTF_8))))
                .contains("R-2004 Ændring", "R-2004 Gældende fra");
    }

    @Test
    void brokenQuotesRefuseTheFile() {
        assertThat(UPDATES.refusal(HEADING + "1;TLF;\"03-01-2023;22334455;\r\n"))
                .containsExactly("R-2002");
        assertThat(UPDATES.refusal(HEADING + "1;TLF;\"03-01\"-2023;22334455;\r\n"))
                .containsExactly("R-2002");
        assertThat(UPDATES.refusal(HEADING + "1;TLF;03\"-01-2023;22334455;\r\n"))
                .containsExactly("R-2002");
        assertThat(UPDATES.refusal("")).containsExactly("R-2002");
    }

    @Test
    void aRowWithMoreThanAHundredCellsRefusesTheFile() {
        assertThat(UPDATES.refusal(HEADING + ";".repeat(100) + "\r\n")).containsExactly("R-2006");
    }

    @Test
    void aRowThatNeverEndsRefusesTheFile() {
        assertThat(UPDATES.refusal(HEADING + "1;ADRESSE;03-01-2023;" + "x".repeat(100_001) + ";\r\n"))
                .containsExactly("R-2006");
    }

    @Test
    void aRowWithACellTooManyIsRefusedAloneAndItsCaseNumberNotTrusted() {
        List<Line> lines = UPDATES.lines(HEADING + "1;ADRESSE;03-01-2023;Prøvevej 1; 8600;\r\n" + ROW);

        assertThat(Reading.said(lines.get(0).faults())).containsExactly("R-2008");
        assertThat(lines.get(0).caseNumber()).isNull();
        assertThat(lines.get(1).refused()).isFalse();
    }

    @Test
    void aChangeSaysWhatTheNewValueIs() {
        assertThat(change("CPR", "770666-0417")
                        .record()
                        .path("identifier")
                        .path("type")
                        .asText())
                .isEqualTo("REPLACEMENT");
        assertThat(change("SITUATION", "FLEKS-SYG").record().path("situation").asText())
                .isEqualTo("SICK_LISTED_FLEXJOB");
        assertThat(change("FEJL", "").record().path("registeredInError").asBoolean())
                .isTrue();
        assertThat(change("TRUKKET", "").record().path("withdrawn").asBoolean()).isTrue();
        assertThat(Reading.said(change("TLF", "").faults())).containsExactly("R-1001 Ny værdi");
        assertThat(Reading.said(change("CPR", "12").faults())).containsExactly("R-1101 Ny værdi");
    }

    @Test
    void anUnknownChangeIsTheOnlyThingToldAboutItsLine() {
        assertThat(Reading.said(change("FLYTTET", "x").faults())).containsExactly("R-1301 Ændring");
        assertThat(Reading.said(change("", "x").faults())).containsExactly("R-1001 Ændring");
    }

    @Test
    void aFileOfAnySizeIsReadInLittleMemory() throws Exception {
        AtomicLong read = new AtomicLong();
        long before = usedMemory();

        assertThat(UPDATES.format().check(endless(200_000)).lines()).isEqualTo(200_000);
        UPDATES.format().read(endless(200_000), 0, line -> {
            assertThat(line.number()).isEqualTo(read.incrementAndGet() + 1);
            if (line.number() % 50_000 == 0) {
                assertThat(usedMemory() - before).isLessThan(16L << 20);
            }
        });
        assertThat(read).hasValue(200_000);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static InputStream endless(int rows) {
        byte[] row = ROW.getBytes(UPDATES.charset());
        Iterator<InputStream> parts = Stream.concat(
                        Stream.of(HEADING.getBytes(UPDATES.charset())),
                        Stream.generate(() -> row).limit(rows))
                .<InputStream>map(ByteArrayInputStream::new)
                .iterator();
        return new SequenceInputStream(Collections.enumeration(new java.util.AbstractList<InputStream>() {
            @Override
            public InputStream get(int index) {
                return parts.next();
            }

            @Override
            public int size() {
                return rows + 1;
            }
        }));
    }

    private static Line change(String change, String value) {
        return UPDATES.line(HEADING + "740-2021-1;" + change + ";03-01-2023;" + value + ";\r\n");
    }
}
