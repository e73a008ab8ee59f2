package dk.rampe.channel.rest;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.Form;
import dk.rampe.submission.TestHub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** What a provider fetches: everything, once, in order, its own. */
class FetchingTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final RestHub hub = new RestHub();

    private final Calls sind = new Calls(hub, RestHub.SIND_KEY);
    private final Calls nabo = new Calls(hub, RestHub.NABO_KEY);

    @Test
    void aCaseIsTheSameMessageAsOverTheBroker() {
        hub.rooms().silkeborg(FILE, referral(1));
        JsonNode sent = hub.rooms().message(hub.rooms().deliver(TestHub.SIND).get(0));
        JsonNode page = sind.get(Calls.CASES);
        assertThat(page.path("cases")).hasSize(1);
        assertThat(page.at("/cases/0")).hasToString(sent.toString());
        assertThat(page.path("more").asBoolean()).isFalse();
        assertThat(hub.rooms().count("vault.audit where purpose = 'case'")).isEqualTo(2);
    }

    @Test
    void aProviderSeesItsOwnCasesOnly() {
        hub.rooms().silkeborg(FILE, referral(1), referral(2));
        hub.sideby(FILE, sideby(referral(3)));
        assertThat(numbers(sind.get(Calls.CASES))).containsExactly(caseNumber(1), caseNumber(2));
        assertThat(numbers(nabo.get(Calls.CASES))).containsExactly(sideby(caseNumber(3)));
        String sinds = sind.get(Calls.CASES + "?limit=1").path("next").asText();
        assertThat(numbers(nabo.get(Calls.CASES + "?cursor=" + sinds))).containsExactly(sideby(caseNumber(3)));
        assertThat(nabo.get(Calls.CASES + "?changedSince=2026-01-01T00:00:00Z").path("cases"))
                .hasSize(1);
    }

    @Test
    void followingTheCursorEachChangeComesOnceAndAsTheWholeCase() {
        hub.rooms().silkeborg(FILE, referral(1), referral(2), referral(3));
        JsonNode first = sind.get(Calls.CASES + "?limit=2");
        assertThat(numbers(first)).containsExactly(caseNumber(1), caseNumber(2));
        assertThat(first.path("more").asBoolean()).isTrue();
        hub.rooms().silkeborg("sagsopdatering_20260203_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        JsonNode second = sind.get(Calls.CASES + "?cursor=" + first.path("next").asText());
        assertThat(numbers(second)).containsExactly(caseNumber(3), caseNumber(1));
        assertThat(second.at("/cases/1/person/phone").asText()).isEqualTo("33333333");
        assertThat(second.at("/cases/1/person/givenNames").asText()).isEqualTo("Opfundine");
        JsonNode third = sind.get(Calls.CASES + "?cursor=" + second.path("next").asText());
        assertThat(third.path("cases")).isEmpty();
        assertThat(third.path("next")).isEqualTo(second.path("next"));
    }

    @Test
    void aTimeFindsWhatChangedSince() {
        hub.rooms().silkeborg(FILE, referral(1));
        hub.rooms().clock().set("2026-02-03T10:00:00");
        hub.rooms().silkeborg("henvisning_20260203_01.csv", referral(2));
        assertThat(numbers(sind.get(Calls.CASES + "?changedSince=2026-02-02T00:00:00%2B01:00")))
                .containsExactly(caseNumber(1), caseNumber(2));
        assertThat(numbers(sind.get(Calls.CASES + "?changedSince=2026-02-03T09:00:00Z")))
                .containsExactly(caseNumber(2));
        JsonNode later = sind.get(Calls.CASES + "?changedSince=2026-02-04T00:00:00Z");
        assertThat(later.path("cases")).isEmpty();
        hub.rooms().silkeborg("henvisning_20260203_02.csv", referral(3));
        assertThat(numbers(
                        sind.get(Calls.CASES + "?cursor=" + later.path("next").asText())))
                .containsExactly(caseNumber(3));
    }

    @Test
    void whatIsFetchedByAProviderWithoutABrokerIsHandedOver() {
        hub.sideby(FILE, sideby(referral(1)), sideby(referral(2)));
        hub.sideby("sagsopdatering_20260203_01.csv", sideby(update(1, "TLF", "03-02-2026", "33333333")));
        assertThat(nabo.get(Calls.CASES + "?limit=1").path("cases")).hasSize(1);
        assertThat(states(2)).containsExactly("SENT");
        assertThat(states(1)).containsExactly("PENDING", "PENDING");
        assertThat(handedOver()).containsExactly(sideby(caseNumber(2)));
        nabo.get(Calls.CASES);
        assertThat(states(1)).containsExactly("SENT", "SENT");
        assertThat(handedOver()).containsExactly(sideby(caseNumber(1)), sideby(caseNumber(2)));
    }

    @Test
    void aSecondLookHandsNothingOver() {
        hub.rooms().silkeborg(FILE, referral(1));
        sind.get(Calls.CASES);
        assertThat(hub.rooms().count("delivery where kind = 'CASE' and state = 'PENDING'"))
                .isEqualTo(1);
        assertThat(handedOver()).isEmpty();
    }

    @Test
    void aHeadHandsNothingOver() {
        hub.sideby(FILE, sideby(referral(1)));
        assertThat(nabo.call("HEAD", Calls.CASES, null).statusCode()).isEqualTo(200);
        assertThat(states(1)).containsExactly("PENDING");
        assertThat(hub.rooms().count("vault.audit")).isZero();
    }

    @Test
    void aPageWaitsForALowerNumberThatIsStillToBeCommitted() throws Exception {
        JsonNode page = whileUncommitted(
                () -> hub.rooms().silkeborg(FILE, referral(1)),
                () -> hub.rooms().silkeborg("henvisning_20260202_02.csv", referral(2)),
                Calls.CASES);
        assertThat(numbers(page)).containsExactly(caseNumber(1), caseNumber(2));
    }

    @Test
    void soDoesAPageOfRejections() throws Exception {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        JsonNode page = whileUncommitted(
                () -> hub.rooms().progress(event(first, 1, "ASSESSED", "2026-02-03", "")),
                () -> hub.rooms().progress(event(second, 1, "ASSESSED", "2026-02-03", "")),
                Calls.REJECTIONS);
        assertThat(page.findValuesAsText("eventId")).containsExactly(first.toString(), second.toString());
    }

    /** The page that is asked for while the first thing is done and not yet committed, and the second is. */
    private JsonNode whileUncommitted(Runnable first, Runnable second, String path) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(
                () -> hub.rooms().bean(TransactionTemplate.class).executeWithoutResult(status -> {
                    first.run();
                    done.countDown();
                    try {
                        commit.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        second.run();
        CompletableFuture<JsonNode> page = CompletableFuture.supplyAsync(() -> sind.get(path));
        await().until(() -> hub.rooms().count("pg_locks where locktype = 'advisory' and not granted") == 1);
        assertThat(page).isNotDone();
        commit.countDown();
        slow.get(20, TimeUnit.SECONDS);
        return page.get(20, TimeUnit.SECONDS);
    }

    @Test
    void pagesAreCompleteWhileCasesComeInAndChange() throws Exception {
        int cases = Form.of(60, 600);
        int writers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> writing = new ArrayList<>();
        AtomicInteger file = new AtomicInteger();
        for (int writer = 0; writer < writers; writer++) {
            int from = writer * cases;
            writing.add(threads.submit(() -> {
                for (int i = from; i < from + cases; i += 3) {
                    String day = "2026%04d_%02d".formatted(101 + file.get() / 99, 1 + file.getAndIncrement() % 99);
                    hub.sideby(
                            "henvisning_" + day + ".csv",
                            sideby(referral(i)),
                            sideby(referral(i + 1)),
                            sideby(referral(i + 2)));
                    hub.sideby("sagsopdatering_" + day + ".csv", sideby(update(i, "TLF", "03-02-2026", "33333333")));
                }
            }));
        }
        threads.shutdown();
        Map<String, Integer> latest = new HashMap<>();
        Set<String> messages = new HashSet<>();
        long highest = 0;
        String cursor = "";
        boolean done = false;
        while (!done) {
            boolean nothingMoreWillCome = writing.stream().allMatch(Future::isDone);
            JsonNode page = nabo.get(Calls.CASES + "?limit=7" + cursor);
            for (JsonNode one : page.path("cases")) {
                assertThat(messages.add(one.path("messageId").asText()))
                        .as("once")
                        .isTrue();
                assertThat(one.at("/sentFor/number").asLong()).isGreaterThan(highest);
                highest = one.at("/sentFor/number").asLong();
                latest.put(
                        one.path("caseNumber").asText(),
                        one.at("/sentFor/number").asInt());
            }
            cursor = "&cursor=" + page.path("next").asText();
            done = nothingMoreWillCome && !page.path("more").asBoolean();
        }
        for (Future<?> one : writing) {
            one.get();
        }
        Map<String, Integer> expected = new HashMap<>();
        hub.rooms().sql("""
                        select case_number, max(d.event_number)
                        from participation p join delivery d on d.participation_id = p.id and d.kind = 'CASE' group by 1""").query(row -> {
            expected.put(row.getString(1), row.getInt(2));
        });
        assertThat(expected).hasSize(writers * cases);
        assertThat(latest).isEqualTo(expected);
        assertThat(hub.rooms().count("delivery where kind = 'CASE' and state <> 'SENT'"))
                .isZero();
    }

    private static List<String> numbers(JsonNode page) {
        return page.findValuesAsText("caseNumber");
    }

    private static List<String> states(int i) {
        return hub.rooms()
                .sql("""
                        select state from delivery d join participation p on p.id = d.participation_id
                        where kind = 'CASE' and case_number = ? order by d.number""")
                .param(sideby(caseNumber(i)))
                .query(String.class)
                .list();
    }

    private static List<String> handedOver() {
        return hub.rooms()
                .sql("select case_number from participation where handed_over_at is not null order by 1")
                .query(String.class)
                .list();
    }

    private static String sideby(String line) {
        return line.replace("740-", "798-");
    }
}
