package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dk.rampe.mapping.Fault;
import dk.rampe.partner.Partner.Trigger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(5)
class TriggerFileTest {

    private static final Trigger AGREED = new Trigger("SILKEBORG_JOBCENTER", "RAMPE_HUB");

    @Test
    void innerElementsAreReadWithoutAndWithTheNamespace() {
        String unqualified = Triggers.of("a.csv", 12);
        String qualified =
                unqualified.replaceAll("<(/?)(FileName|SizeInBytes|Sender|SendersFileId|Recipients)>", "<$1ns:$2>");
        TriggerFile expected = new TriggerFile("a.csv", 12L, "SILKEBORG_JOBCENTER", "SF-1", List.of("RAMPE_HUB"));
        assertThat(read(unqualified)).isEqualTo(expected);
        assertThat(read(qualified)).isEqualTo(expected);
    }

    @Test
    void theHubIsOneOfSeveralRecipients() {
        assertThat(codes(Triggers.of("a.csv", "12", "SILKEBORG_JOBCENTER", "SOMEBODY", "RAMPE_HUB"), 12))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "b.csv, 12, SILKEBORG_JOBCENTER, RAMPE_HUB, R-2201",
        "A.CSV, 12, SILKEBORG_JOBCENTER, RAMPE_HUB, R-2201",
        "a.csv, 13, SILKEBORG_JOBCENTER, RAMPE_HUB, R-2202",
        "a.csv, twelve, SILKEBORG_JOBCENTER, RAMPE_HUB, R-2202",
        "a.csv, 99999999999999999999, SILKEBORG_JOBCENTER, RAMPE_HUB, R-2202",
        "a.csv, 12, SILKEBORG, RAMPE_HUB, R-2203",
        "a.csv, 12, SILKEBORG_JOBCENTER, RAMPE, R-2204",
    })
    void whatDoesNotAgreeHasItsOwnCode(String name, String size, String sender, String recipient, String code) {
        assertThat(codes(Triggers.of(name, size, sender, recipient), 12)).containsExactly(code);
    }

    @Test
    void anEmptyTriggerOfTheRightKindFailsInEverything() {
        assertThat(codes("<Trigger xmlns='http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types'/>", 12))
                .containsExactly("R-2201", "R-2202", "R-2203", "R-2204");
    }

    @Test
    void anEmptySendersFileIdIsNone() {
        assertThat(read(Triggers.of("a.csv", 12).replace("SF-1", " ")).sendersFileId())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FileName=a.csv",
                "<Trigger><FileName>a.csv</FileName></Trigger>",
                "<Trigger xmlns='http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types'><FileName>a.csv",
                "<Trigger xmlns='http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types'><FileName><a/></FileName></Trigger>"
            })
    void whatIsNoTriggerIsUnreadable(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void aHarmlessDoctypeIsUnreadableToo() {
        assertThat(read(withDoctype("<!DOCTYPE x>", "a.csv"))).isNull();
    }

    @Test
    void entitiesThatMultiplyAreUnreadableAtOnce() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        assertThat(read(withDoctype(laughs.append("]>").toString(), "&a39;"))).isNull();
    }

    @Test
    void nothingIsFetchedFromOutside() throws IOException {
        try (ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + outside.getLocalPort() + "/x";
            assertThat(read(withDoctype("<!DOCTYPE x SYSTEM '" + address + "'>", "a.csv")))
                    .isNull();
            assertThat(read(withDoctype("<!DOCTYPE x [<!ENTITY e SYSTEM '" + address + "'>]>", "&e;")))
                    .isNull();
            assertThat(read(withDoctype("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>", "&e;")))
                    .isNull();
            outside.setSoTimeout(100);
            assertThatCode(outside::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void bytesTurnedAtRandomNeverThrow() {
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            byte[] content = Triggers.of("a.csv", 12).getBytes(UTF_8);
            for (int turned = 0; turned < 4; turned++) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> TriggerFile.read(content)).doesNotThrowAnyException();
        }
    }

    private static String withDoctype(String doctype, String name) {
        return Triggers.of(name, 12).replaceFirst("\\?>", "?>" + Matcher.quoteReplacement(doctype));
    }

    private static TriggerFile read(String text) {
        return TriggerFile.read(text.getBytes(UTF_8));
    }

    private static List<String> codes(String text, long size) {
        return read(text).check("a.csv", size, AGREED).stream().map(Fault::code).toList();
    }
}
