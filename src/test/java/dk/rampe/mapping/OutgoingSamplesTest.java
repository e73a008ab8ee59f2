package dk.rampe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every outgoing sample in {@code mappings/}: what the hub has to say, and the bytes the partner must get. */
class OutgoingSamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mappings MAPPINGS = Mappings.load(Samples.MAPPINGS);

    @TestFactory
    Stream<DynamicTest> everySampleBecomesWhatIsExpectedToTheByte() {
        return Samples.outgoing().stream().map(sample -> DynamicTest.dynamicTest(sample.name(), () -> check(sample)));
    }

    @Test
    void everyTableHasASample() {
        assertThat(Samples.all())
                .extracting(sample -> sample.partner() + "/" + sample.message())
                .containsAll(MAPPINGS.tables());
    }

    private static void check(Samples.Sample sample) throws Exception {
        JsonNode input = JSON.readTree(Files.readString(sample.file("input")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(sample, (ObjectNode) input.get("header"), input.get("records").elements(), out);
        Path expected = sample.file("expected");
        if (expected.toString().endsWith(".xlsx")) {
            assertThat(Sheets.of(out.toByteArray())).isEqualTo(Sheets.of(Files.readAllBytes(expected)));
            assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(expected));
            return;
        }
        Charset charset =
                expected.toString().endsWith(".csv") ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
        assertThat(out.toString(charset)).isEqualTo(Files.readString(expected, charset));
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(expected));
    }

    /** What answers a file may repeat it. */
    private static void write(
            Samples.Sample sample, ObjectNode header, Iterator<JsonNode> records, ByteArrayOutputStream out)
            throws Exception {
        DocumentFormat format = MAPPINGS.outgoing(sample.partner(), sample.message());
        Path answered = sample.folder().resolve("answered.xlsx");
        if (Files.exists(answered)) {
            try (InputStream content = Files.newInputStream(answered)) {
                ((RepeatingFormat) format).write(header, records, content, line -> false, out);
            }
        } else {
            format.write(header, records, out);
        }
    }
}
