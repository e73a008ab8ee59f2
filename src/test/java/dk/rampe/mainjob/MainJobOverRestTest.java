package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The sample progress told by calls instead of messages, and begun before its cases are there. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobOverRestTest {

    private static final int AT_ONCE = 100;

    @TempDir
    static Path work;

    private static Hub hub;
    private static CallingProvider sind;

    @BeforeAll
    static void start() throws IOException {
        Path samples = Path.of("src/main/resources/sandbox");
        for (String jobcentre : List.of("silkeborg", "norddjurs")) {
            FileSystemUtils.copyRecursively(
                    samples.resolve(jobcentre), work.resolve("data/sandbox").resolve(jobcentre));
        }
        hub = Hub.start(work.resolve("data"), Hub.noon());
        sind = new CallingProvider(hub, "sind");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void theSampleProgressComesToTheSameCasesAsOverTheBroker() throws Exception {
        List<String> events = AmqpProvider.sampleEvents();
        assertThat(tell(events)).hasSize(1184).doesNotContain("REJECTED", "KNOWN");
        hub.awaitWorkedThrough(events.size());
        assertThat(CaseBook.of(hub)).isEqualTo(CaseBook.ofTheSamples());
    }

    @Test
    @Order(2)
    void toldAgainEachIsAnsweredAsItStandsAndNothingHappensTwice() throws Exception {
        assertThat(tell(AmqpProvider.sampleEvents())).hasSize(1184).containsOnly("ACCEPTED");
        assertThat(CaseBook.of(hub)).isEqualTo(CaseBook.ofTheSamples());
    }

    @Test
    @Order(3)
    void whatIsFetchedIsWhatTheBrokerBrought() throws Exception {
        Map<String, JsonNode> fetched = new HashMap<>();
        String next = "";
        for (boolean more = true; more; ) {
            JsonNode page = sind.fetch("cases?limit=50" + next);
            page.path("cases").forEach(message -> assertThat(
                            fetched.put(message.path("participationId").textValue(), message))
                    .isNull());
            next = "&cursor=" + page.path("next").textValue();
            more = page.path("more").booleanValue();
        }
        assertThat(fetched).hasSize(135).isEqualTo(lastOverTheBroker());
        assertThat(sind.fetch("cases?limit=50" + next).path("cases")).isEmpty();
    }

    private static Map<String, JsonNode> lastOverTheBroker() throws IOException {
        Map<String, JsonNode> last = new HashMap<>();
        for (Path file : State.files(hub.neighbour("sind").resolve("cases"))) {
            JsonNode message = new JsonMapper().readTree(file.toFile());
            last.merge(
                    message.path("participationId").textValue(),
                    message,
                    (one, other) -> number(one) > number(other) ? one : other);
        }
        return last;
    }

    private static long number(JsonNode message) {
        return message.at("/sentFor/number").longValue();
    }

    private static List<String> tell(List<String> events) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < events.size(); i += AT_ONCE) {
            List<String> some = events.subList(i, Math.min(i + AT_ONCE, events.size()));
            outcomes.addAll(sind.tell("[" + String.join(",", some) + "]").findValuesAsText("outcome"));
        }
        return outcomes;
    }
}
