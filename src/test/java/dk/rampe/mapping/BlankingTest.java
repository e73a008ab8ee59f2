package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Copies without some lines: what stood in them is gone, all else is as it was, and every line keeps its number. */
class BlankingTest {

    private static final Reading SILKEBORG = Reading.silkeborg("referral");
    private static final Reading NORDDJURS = Reading.norddjurs();

    @Test
    void aRowOfACsvFileIsLeftEmpty() throws Exception {
        String content = "Sagsnr;Navn\r\n1;Æ\r\n\"2;\r\n\";\"a \"\"b\"\"\"\r\n3;Å";

        assertThat(blank(SILKEBORG, content, 3)).isEqualTo("Sagsnr;Navn\r\n1;Æ\r\n\r\n3;Å");
        assertThat(blank(SILKEBORG, content, 4)).isEqualTo("Sagsnr;Navn\r\n1;Æ\r\n\"2;\r\n\";\"a \"\"b\"\"\"\r\n\r\n");
        assertThat(blank(SILKEBORG, content)).isEqualTo(content);
        assertThat(texts(SILKEBORG, content)).containsExactly("2 1;Æ\r\n", "3 \"2;\r\n\";\"a \"\"b\"\"\"\r\n", "4 3;Å");
    }

    @Test
    void ofARecordOfAnXmlFileTheEmptyElementIsLeft() throws Exception {
        String content = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- weekly --><r:RampeLeverance xmlns:r="urn:norddjurs:jobcenter:rampe:1" leveranceId="l-1">
                  <r:Henvisninger>
                    <r:Henvisning id="1"><r:Navn>Æ &lt; &amp;</r:Navn></r:Henvisning>
                    <r:Henvisning id="2"><r:Navn><r:Fornavn>B</r:Fornavn></r:Navn></r:Henvisning>
                  </r:Henvisninger>
                  <r:Sagsopdateringer><r:Sagsopdatering id="3" art="SLET"/></r:Sagsopdateringer>
                </r:RampeLeverance>
                """;
        String without =
                content.replace("<r:Henvisning id=\"2\"><r:Navn><r:Fornavn>B</r:Fornavn></r:Navn>", "<r:Henvisning>");

        assertThat(same(blank(NORDDJURS, content, 2))).isEqualTo(same(without));
        assertThat(same(blank(NORDDJURS, content, 3))).isEqualTo(same(content.replace(" id=\"3\" art=\"SLET\"", "")));
        assertThat(same(blank(NORDDJURS, content))).isEqualTo(same(content));
    }

    @Test
    void aProvidersEventIsLeftAsAnEmptyObject() throws Exception {
        assertThat(blank(Reading.sind(), "[{\"eventId\":\"1\"},{\"eventId\":\"2\"}]", 1))
                .isEqualTo("{}\n{\"eventId\":\"2\"}\n");
    }

    @Test
    void whereLinesCannotBeToldApartThereIsNoCopy() {
        assertThatThrownBy(() -> blank(NORDDJURS, "<RampeLeverance", 1)).isInstanceOf(UnreadableSubmission.class);
        assertThatThrownBy(() -> blank(SILKEBORG, "a;\"b\r\n", 1)).isInstanceOf(UnreadableSubmission.class);
    }

    private static String blank(Reading reading, String content, long... gone) throws Exception {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        reading.format()
                .blank(new ByteArrayInputStream(content.getBytes(reading.charset())), copy, set(gone)::contains);
        return copy.toString(reading.charset());
    }

    private static List<String> texts(Reading reading, String content) throws Exception {
        List<String> texts = new ArrayList<>();
        reading.format()
                .eachText(
                        new ByteArrayInputStream(content.getBytes(reading.charset())),
                        (text, number) -> texts.add(number + " " + text));
        return texts;
    }

    private static Set<Long> set(long... numbers) {
        return LongStream.of(numbers).boxed().collect(Collectors.toSet());
    }

    /** However an empty element, quotes and the end of the declaration are written. */
    private static String same(String xml) {
        return xml.replaceAll("<([\\w:]+)((?: [^<>]*)?)></\\1>", "<$1$2/>")
                .replace('\'', '"')
                .replaceAll("\\?>\\s*", "?>")
                .strip();
    }
}
