package dk.rampe.channel.rest;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider tells over HTTP, and what it is answered. */
class ProgressOverRestTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final RestHub hub = new RestHub();

    private final Calls sind = new Calls(hub, RestHub.SIND_KEY);
    private final Calls nabo = new Calls(hub, RestHub.NABO_KEY);

    @Test
    void eachEventIsAnsweredInItsPlaceAndOneThatIsRefusedStopsNoOther() {
        hub.rooms().silkeborg(FILE, referral(1));
        UUID first = UUID.randomUUID();
        JsonNode answers = sind.send("[" + event(first, 1, "STARTED", "2026-02-03", "") + ", 5, "
                + event(UUID.randomUUID(), 1, "JUGGLED", "2026-02-03", "") + ", null, [" + conversation(1, "2026-02-04")
                + "], " + conversation(2, "2026-02-04") + ", " + conversation(1, "2026-02-05") + "]");
        assertThat(outcomes(answers))
                .containsExactly(
                        "ACCEPTED",
                        "REJECTED R-2002",
                        "REJECTED R-1301",
                        "REJECTED R-2002",
                        "REJECTED R-2002",
                        "WAITING",
                        "ACCEPTED");
        assertThat(answers.get(0).path("eventId").asText()).isEqualTo(first.toString());
        assertThat(answers.get(1).has("eventId")).isFalse();
        assertThat(answers.at("/2/faults/0/field").asText()).isEqualTo("kind");
        assertThat(hub.rooms().count("event where kind <> 'REFERRED'")).isEqualTo(2);
    }

    @Test
    void aSingleEventIsAnsweredWithAnArrayOfOneAndAnEmptyArrayWithAnEmptyOne() {
        hub.rooms().silkeborg(FILE, referral(1));
        assertThat(outcomes(sind.send(conversation(1, "2026-02-03")))).containsExactly("ACCEPTED");
        assertThat(sind.send("[]")).isEmpty();
    }

    @Test
    void theSameEventAgainHasTheSameOutcomeAndNoEffect() throws IOException {
        hub.rooms().silkeborg(FILE, referral(1));
        String good = event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", "");
        String bad = event(UUID.randomUUID(), 1, "ASSESSED", "2026-02-03", "");
        JsonNode first = sind.send("[" + good + "," + bad + "]");
        assertThat(outcomes(first)).containsExactly("ACCEPTED", "REJECTED R-1001");
        JsonNode reordered = new JsonMapper().readTree("[" + good + "," + bad + "]");
        assertThat(sind.send("[" + good + "," + bad + "]")).isEqualTo(first);
        assertThat(sind.send(backwards(reordered))).isEqualTo(first);
        assertThat(hub.rooms().count("event")).isEqualTo(2);
        assertThat(hub.rooms().count("submission where channel = 'REST' and state = 'DUPLICATE'"))
                .isEqualTo(4);
    }

    @Test
    void theSameEventInOtherWordsIsKnown() {
        hub.rooms().silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        sind.send(event(id, 1, "STARTED", "2026-02-03", ""));
        String withNote = event(id, 1, "STARTED", "2026-02-03", ", \"note\": \"x\"");
        assertThat(outcomes(sind.send(withNote))).containsExactly("KNOWN");
        assertThat(outcomes(sind.send(withNote))).containsExactly("KNOWN");
        assertThat(hub.rooms().count("event")).isEqualTo(2);
    }

    @Test
    void anEventThatWaitedIsAnsweredAsItStandsNow() {
        String early = conversation(1, "2026-02-02");
        assertThat(outcomes(sind.send(early))).containsExactly("WAITING");
        assertThat(outcomes(sind.send(early))).containsExactly("WAITING");
        hub.rooms().silkeborg(FILE, referral(1));
        assertThat(outcomes(sind.send(early))).containsExactly("ACCEPTED");
        assertThat(hub.rooms().count("event")).isEqualTo(2);
    }

    @Test
    void anEventThatWaitedAndWasRefusedSinceIsAnsweredSoAndFoundAmongTheRejections() {
        UUID id = UUID.randomUUID();
        String early = event(id, 1, "STARTED", "2026-02-20", "").replace("740", "798");
        assertThat(outcomes(nabo.send(early))).containsExactly("WAITING");
        assertThat(nabo.get(Calls.REJECTIONS).path("rejections")).isEmpty();
        // the case comes twice over in one file, so that the number fits two participations
        hub.sideby(FILE, sideby(referral(9)));
        hub.rooms().sql("""
                insert into participation (id, municipality, case_number, programme, occurrence, person_id, provider, created_at)
                select gen_random_uuid(), municipality, ?, programme, n, person_id, provider, created_at
                from participation, generate_series(1, 2) n""").param(sideby(caseNumber(1))).update();
        hub.rooms().sql("""
                insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line, recorded_at)
                select p.id, e.key, e.kind, date '2026-01-01', e.facts, '', e.submission_id, 90 + p.occurrence, e.recorded_at
                from event e, participation p where p.case_number = ?""").param(sideby(caseNumber(1))).update();
        hub.sideby("sagsopdatering_20260202_01.csv", sideby(update(1, "TLF", "03-02-2026", "33333333")));

        assertThat(outcomes(nabo.send(early))).containsExactly("REJECTED R-3001");
        JsonNode rejections = nabo.get(Calls.REJECTIONS);
        assertThat(rejections.at("/rejections/0/eventId").asText()).isEqualTo(id.toString());
        assertThat(rejections.at("/rejections/0/faults/0/code").asText()).isEqualTo("R-3001");
        assertThat(rejections.path("rejections")).hasSize(1);
        assertThat(hub.rooms()
                        .sql("select state from delivery where kind = 'REJECTION'")
                        .query(String.class)
                        .list())
                .containsExactly("SENT");
        assertThat(nabo.get(Calls.REJECTIONS + "?cursor="
                                + rejections.path("next").asText())
                        .path("rejections"))
                .isEmpty();
    }

    @Test
    void aRefusalThatWasAnsweredIsNotDeliveredAgain() {
        sind.send(event(UUID.randomUUID(), 1, "ASSESSED", "2026-02-03", ""));
        assertThat(hub.rooms().count("delivery")).isZero();
        hub.rooms().progress(event(UUID.randomUUID(), 1, "ASSESSED", "2026-02-03", ""));
        assertThat(hub.rooms().count("delivery where kind = 'REJECTION'")).isEqualTo(1);
        assertThat(sind.get(Calls.REJECTIONS).path("rejections")).hasSize(1);
        assertThat(hub.rooms().count("delivery where state = 'PENDING'"))
                .as("the broker is still to get it")
                .isEqualTo(1);
    }

    @Test
    void anotherProvidersCaseIsAnsweredLikeOneNobodyKnows() {
        hub.rooms().silkeborg(FILE, referral(1));
        UUID participation = hub.rooms().participation(caseNumber(1));
        JsonNode others = nabo.send("[" + conversation(1, "2026-02-03") + "," + of(participation) + "]");
        JsonNode nobodys = nabo.send("[" + conversation(2, "2026-02-03") + "," + of(UUID.randomUUID()) + "]");
        assertThat(outcomes(others)).containsExactly("WAITING", "REJECTED R-3004");
        assertThat(withoutIds(others)).isEqualTo(withoutIds(nobodys));
        assertThat(hub.rooms().count("event")).isEqualTo(1);
    }

    @Test
    void twentyCallersWithTheSameEventHaveOneEffectAndOneAnswer() throws Exception {
        hub.rooms().silkeborg(FILE, referral(1));
        String event = event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", "");
        List<JsonNode> answers = together(20, caller -> sind.send(event));
        assertThat(answers).hasSize(20).containsOnly(answers.get(0));
        assertThat(outcomes(answers.get(0))).containsExactly("ACCEPTED");
        assertThat(hub.rooms().count("event where kind = 'STARTED'")).isEqualTo(1);
        assertThat(hub.rooms().count("submission where channel = 'REST' and state = 'PROCESSED'"))
                .isEqualTo(1);
    }

    @Test
    void anEventTakesOneConnectionAtATimeAlsoTheFirstOfADay() throws SQLException {
        hub.rooms().clock().set("2027-03-01T10:00:00");
        assertThat(hub.rooms().count("pg_class where relname = 'archive_chunk_2027_03_01'"))
                .isZero();
        DataSource pool = hub.rooms().bean(DataSource.class);
        Deque<Connection> taken = new ArrayDeque<>();
        try {
            while (taken.size() < RestHub.CONNECTIONS - 1) {
                taken.push(pool.getConnection());
            }
            assertThat(outcomes(sind.send(conversation(1, "2026-02-03")))).containsExactly("WAITING");
            assertThat(sind.get(Calls.CASES).path("cases")).isEmpty();
        } finally {
            while (!taken.isEmpty()) {
                taken.pop().close();
            }
        }
    }

    @Test
    void callersWhoseEventsOverlapInAnyOrderLeaveEachEventOnce() throws Exception {
        hub.rooms().silkeborg(FILE, referral(1), referral(2));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(conversation(1 + i % 2, "2026-02-03"));
        }
        List<JsonNode> answers = together(8, caller -> {
            List<String> mine = new ArrayList<>(events);
            Collections.shuffle(mine, new Random(caller));
            return sind.send(mine.toString());
        });
        assertThat(answers)
                .allSatisfy(answer -> assertThat(outcomes(answer)).hasSize(30).containsOnly("ACCEPTED"));
        assertThat(hub.rooms().count("event where kind = 'CONVERSATION'")).isEqualTo(30);
    }

    private interface Call {
        JsonNode by(int caller);
    }

    private static List<JsonNode> together(int callers, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                calls.add(threads.submit(() -> {
                    start.await();
                    return call.by(caller);
                }));
            }
            start.countDown();
            List<JsonNode> answers = new ArrayList<>();
            for (Future<JsonNode> one : calls) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> outcomes(JsonNode answers) {
        List<String> outcomes = new ArrayList<>();
        answers.forEach(answer -> outcomes.add((answer.path("outcome").asText() + " "
                        + answer.at("/faults/0/code").asText())
                .strip()));
        return outcomes;
    }

    private static String backwards(JsonNode events) {
        ArrayNode turned = JsonMapper.builder().build().createArrayNode();
        events.forEach(event -> {
            var fields = new ArrayList<String>();
            event.fieldNames().forEachRemaining(name -> fields.add(0, name));
            var copy = turned.addObject();
            fields.forEach(name -> copy.set(name, event.get(name)));
        });
        return turned.toString();
    }

    private static JsonNode withoutIds(JsonNode answers) {
        ArrayNode copy = answers.deepCopy();
        copy.forEach(answer -> ((ObjectNode) answer).remove("eventId"));
        return copy;
    }

    private static String of(UUID participation) {
        return """
                {"eventId": "%s", "participationId": "%s", "kind": "STARTED", "occurredOn": "2026-02-12"}""".formatted(UUID.randomUUID(), participation);
    }

    /** Sideby's numbers begin with its own code. */
    private static String sideby(String line) {
        return line.replace("740-", "798-");
    }
}
