package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.submission.TestCases;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What neighbours send while something happens to the hub, each file and each event once, and what must have come of it
 * in the end: at the hub and at them.
 */
final class Workload {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_CASE = 1000;

    private static final String TRIGGER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ns2:Trigger xmlns:ns2="http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types">
              <FileDescriptor>
                <FileName>%s</FileName>
                <SizeInBytes>%d</SizeInBytes>
                <Sender>SILKEBORG_JOBCENTER</Sender>
                <SendersFileId>%s</SendersFileId>
                <Recipients>RAMPE_HUB</Recipients>
              </FileDescriptor>
              <FileContentDescriptor/>
            </ns2:Trigger>
            """;

    private final Surroundings surroundings;
    private final List<String> files = new ArrayList<>();
    private final Map<String, byte[]> sent = new LinkedHashMap<>();
    private int cases;
    private int events;

    Workload(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Silkeborg sends referrals of cases that nobody has told of before. */
    void referrals(int number) throws IOException {
        String name = "henvisning_20260201_%02d.csv".formatted(files.size() + 1);
        String[] lines = IntStream.range(cases, cases + number)
                .mapToObj(i -> TestCases.referral(FIRST_CASE + i))
                .toArray(String[]::new);
        layOut(name, TestHub.csv(name, lines), UUID.randomUUID());
        cases += number;
    }

    private void layOut(String name, byte[] content, UUID sendersFileId) throws IOException {
        Path folder = surroundings.neighbour("silkeborg").resolve("UD");
        Files.write(folder.resolve(name), content);
        // the whole trigger at once, as a transfer under another name would have it
        Path draft =
                Files.writeString(folder.resolve(".trigger"), TRIGGER.formatted(name, content.length, sendersFileId));
        Files.move(draft, folder.resolve(name + ".trigger"));
        files.add(name);
        sent.put(name, content);
    }

    /** All of them, under the names they had; triggers have new ids. */
    void sendFilesAgain() throws IOException {
        Map<String, byte[]> all = Map.copyOf(sent);
        files.clear();
        for (String name : all.keySet().stream().sorted().toList()) {
            layOut(name, all.get(name), UUID.randomUUID());
        }
    }

    /** All of them, as the provider's system still has them. */
    void sendEventsAgain() throws IOException {
        Path folder = surroundings.neighbour("sind").resolve("progress");
        try (Stream<Path> all = Files.list(folder.resolve("sent"))) {
            for (Path file : all.toList()) {
                Files.move(file, folder.resolve("again-" + file.getFileName()));
            }
        }
    }

    /** The provider tells of conversations in the latest of these cases. */
    void conversations(int number) throws IOException {
        List<String> lines = IntStream.range(cases - number, cases)
                .mapToObj(i -> TestCases.conversation(FIRST_CASE + i, "2026-02-10"))
                .toList();
        Path folder = surroundings.neighbour("sind").resolve("progress");
        Files.write(folder.resolve("%05d.jsonl".formatted(events)), lines);
        events += number;
    }

    int files() {
        return files.size();
    }

    int cases() {
        return cases;
    }

    int events() {
        return events;
    }

    long casesSent() {
        return surroundings.count("select count(*) from delivery where kind = 'CASE' and state = 'SENT'");
    }

    boolean isWorkedThrough() {
        return surroundings.count("""
                        select count(*) from submission
                        where partner = 'silkeborg' and state in ('PROCESSED', 'PARTLY', 'REFUSED')""") >= files.size()
                && surroundings.count("select count(*) from event where kind = 'CONVERSATION'") >= events
                && surroundings.count("select count(*) from delivery where kind <> 'STATUS' and state = 'PENDING'")
                        == 0;
    }

    void awaitWorkedThrough(Duration within) {
        await("all that came in is worked through and all that is owed is sent")
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isWorkedThrough);
        await("the provider has all")
                .atMost(Duration.ofSeconds(20))
                .until(() -> messages().size() >= casesSent());
    }

    /** Each file and each event has had one effect, at the hub and at the neighbours, and nothing is left over. */
    void assertOneEffectEach() {
        assertOneEffectEachAtTheHub();
        assertThat(messages().keySet())
                .as("messages at the provider")
                .isEqualTo(Set.copyOf(surroundings
                        .sql()
                        .sql("select id::text from delivery where kind = 'CASE'")
                        .query(String.class)
                        .list()))
                .hasSize(cases);
        assertReceipts();
    }

    void assertOneEffectEachAtTheHub() {
        assertThat(surroundings.count(
                        "select count(*) from submission where partner = 'silkeborg' and state = 'PROCESSED'"))
                .as("files taken")
                .isEqualTo(files.size());
        assertThat(surroundings.count("select count(*) from submission where state in ('STORED', 'REFUSED', 'PARTLY')"))
                .as("submissions with another end")
                .isZero();
        assertThat(surroundings.count("select count(*) from submission_line where outcome = 'ACCEPTED'"))
                .as("lines and events taken")
                .isEqualTo(cases + events);
        assertThat(surroundings.count("select count(*) from event where kind = 'REFERRED'"))
                .as("referrals with an effect")
                .isEqualTo(cases);
        assertThat(surroundings.count("select count(*) from event where kind = 'CONVERSATION'"))
                .as("events with an effect")
                .isEqualTo(events);
        assertThat(surroundings.count(
                        "select count(*) from delivery where state in ('FAILED', 'CANCELLED', 'REJECTED')"))
                .as("deliveries that did not arrive")
                .isZero();
    }

    /** By their ids; fails when one id came with two contents. */
    private Map<String, JsonNode> messages() {
        Map<String, JsonNode> messages = new HashMap<>();
        for (byte[] body : contents(surroundings.neighbour("sind").resolve("cases"), ".json")
                .values()) {
            JsonNode message = read(body);
            JsonNode before = messages.putIfAbsent(message.get("messageId").asText(), message);
            assertThat(before == null || before.equals(message))
                    .as("one id, one content")
                    .isTrue();
        }
        return messages;
    }

    private void assertReceipts() {
        Map<String, byte[]> lying = contents(surroundings.neighbour("silkeborg").resolve("IND"), "");
        assertThat(lying.keySet()).as("half-written files").noneMatch(name -> name.startsWith("."));
        for (String file : files) {
            assertThat(lying).containsKeys(file + ".kvittering.csv", file + ".sftpreceipt");
            String last = new String(lying.get(file + ".sftpreceipt"), StandardCharsets.UTF_8);
            assertThat(last).as("the later of two receipts of one name").contains("BusinessReceipt");
        }
    }

    /** Files that lie at Silkeborg to be fetched. */
    long waiting() {
        return contents(surroundings.neighbour("silkeborg").resolve("UD"), ".csv")
                .size();
    }

    /** How many files the hub took for a repetition of what it had, although nobody sent one twice. */
    long repeated() {
        return surroundings.count(
                "select count(*) from submission where partner = 'silkeborg' and state = 'DUPLICATE'");
    }

    private static Map<String, byte[]> contents(Path folder, String ending) {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().endsWith(ending)) {
                    contents.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
