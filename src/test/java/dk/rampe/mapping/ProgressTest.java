package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static final Reading SIND = Reading.sind();
    private static final String ID = "01c4158b-a69a-40a1-a204-c64e60ae9eb0";
    private static final String EVENT = "{'eventId':'" + ID + "','municipality':'740','caseNumber':'740-1',"
            + "'kind':'STARTED','occurredOn':'2023-06-01'}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    'kind':'STARTED'         | 'kind':'STARTD'                             | R-1301 kind
                    'kind':'STARTED'         | 'a':1                                       | R-2005,R-1001 kind
                    'kind':'STARTED'         | 'kind':'STARTED','score':20                 | R-1402 score
                    'kind':'STARTED'         | 'kind':'STARTED','minutes':20               | R-1402 minutes
                    'kind':'STARTED'         | 'kind':'ASSESSED'                           | R-1001 accepted
                    'kind':'STARTED'         | 'kind':'ASSESSED','accepted':'ja'           | R-1206 accepted
                    'kind':'STARTED'         | 'kind':'ASSESSED','accepted':false          | R-1001 reason
                    'kind':'STARTED'         | 'kind':'ASSESSED','accepted':true,'reason':'OTHER' | R-1402 reason
                    'kind':'STARTED'         | 'kind':'ASSESSED','accepted':false,'reason':'MOVED' | R-1301 reason
                    'kind':'STARTED'         | 'kind':'DROPPED_OUT','reason':'NO_CAPACITY' | R-1301 reason
                    'kind':'STARTED'         | 'kind':'DROPPED_OUT'                        | R-1001 reason
                    'kind':'STARTED'         | 'kind':'RETRACTED'                          | R-1001 supersedes
                    'kind':'STARTED'         | 'kind':'CONVERSATION','minutes':0           | R-1202 minutes
                    'kind':'STARTED'         | 'kind':'CONVERSATION','minutes':'20'        | R-1201 minutes
                    'kind':'STARTED'         | 'kind':'PLACEMENT_ENDED'                    | R-1001 placementId
                    'kind':'STARTED'         | 'kind':'MEASURED','instrument':'WHO5','wave':'END' | R-1001 items
                    'kind':'STARTED'         | 'kind':'MEASURED','instrument':'WHO5','wave':'END','items':[1,2,3,4,6] | R-1202 items
                    'kind':'STARTED'         | 'kind':'MEASURED','instrument':'WHO5','wave':'END','items':[1,2,3,4] | R-1202 items
                    'kind':'STARTED'         | 'kind':'MEASURED','instrument':'COPING','wave':'END','score':41 | R-1202 score
                    'kind':'STARTED'         | 'kind':'MEASURED','instrument':'SATISFACTION','wave':'END','level':'GOOD' | R-1301 level
                    '2023-06-01'             | '2023-06-31'                                | R-1203 occurredOn
                    '2023-06-01'             | '01-06-2023'                                | R-1203 occurredOn
                    'municipality':'740',    | ""                                          | R-3003
                    '740-1'                  | '770666-0417'                               | R-1401 caseNumber
                    'eventId':'01            | 'eventId':'x1                               | R-1401 eventId
                    """)
    void aBadFieldIsToldByItsName(String good, String bad, String faults) {
        Line line = SIND.line(json(EVENT.replace(good, bad)));

        assertThat(Reading.said(line.faults())).containsExactlyInAnyOrder(faults.split(","));
        assertThat(line.record()).isNull();
        assertThat(line.faults().toString()).doesNotContain("770666", "STARTD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,%s]", "%s\n%s", "%s%s"})
    void oneOrSeveralEventsMayComeAtOnce(String shape) throws Exception {
        String content = shape.formatted(json(EVENT), json(EVENT));

        assertThat(SIND.header(content)).isEqualTo(new Header(null, null, 2));
        assertThat(SIND.linesAfter(1, content)).extracting(Line::number).containsExactly(2L);
    }

    @Test
    void aSingleEventIsKnownByItsId() throws Exception {
        assertThat(SIND.header(json(EVENT)).sendersId()).isEqualTo(ID);
    }

    @Test
    void aNoteIsDroppedAndAFourDigitMunicipalityShortened() {
        Line line = SIND.line(json(EVENT.replace("'740'", "'0740','note':'fortroligt','contactPerson':null")));

        assertThat(line.faults()).isEmpty();
        assertThat(line.record()).hasSize(5);
        assertThat(line.record().path("municipality").asText()).isEqualTo("740");
        assertThat(line.caseNumber()).isEqualTo("740-1");
    }

    @Test
    void theParticipationIdIsEnoughToNameTheCase() {
        String content =
                json(EVENT.replace("'municipality':'740','caseNumber':'740-1'", "'participationId':'" + ID + "'"));

        assertThat(SIND.line(content).faults()).isEmpty();
    }

    @Test
    void whatIsNotJsonIsRefusedWhole() {
        assertThat(SIND.refusal("")).containsExactly("R-2002");
        assertThat(SIND.refusal("\"hej\"")).containsExactly("R-2002");
        assertThat(SIND.refusal(json(EVENT) + "]")).containsExactly("R-2002");
        assertThat(SIND.refusal("[" + json(EVENT))).containsExactly("R-2002");
        assertThat(SIND.refusal("[" + json(EVENT) + "]" + json(EVENT))).containsExactly("R-2002");
        assertThat(SIND.refusal(json(EVENT.replace("'kind'", "'kind':'STARTED','kind'"))))
                .containsExactly("R-2002");
        assertThat(SIND.refusal("{\"a\":".repeat(20) + "1" + "}".repeat(20))).containsExactly("R-2006");
        assertThat(SIND.refusal(json(EVENT.replace("STARTED", "X".repeat(20_000)))))
                .containsExactly("R-2006");
        assertThat(SIND.refusal(new ByteArrayInputStream(
                        json(EVENT.replace("STARTED", "Å")).getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly("R-2003");
    }

    @Test
    void aRangeIsToldWithBothEnds() {
        Line line = SIND.line(json(EVENT.replace("'STARTED'", "'CAFE_MEETING','minutes':9999")));

        assertThat(line.faults().get(0).text(Locale.ENGLISH)).contains("between 1 and 1440");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
