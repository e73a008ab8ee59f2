package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;

/** Stops in the middle and many at once: every line once, nothing lost, nobody waits for ever. */
class ResumeTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void whatFailsIsLeftAloneForAWhileAndStopsNothingElse() {
        UUID broken = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referral(1)));
        UUID next = hub.store(SILKEBORG, "henvisning_20260203_01.csv", "another", TestHub.csv(FILE, referral(2)));
        hub.sql("update archive_chunk set sealed = 'broken' where submission_id = '" + broken + "'")
                .update();
        SubmissionProcessing processing = hub.bean(SubmissionProcessing.class);
        assertThat(processing.waiting()).containsExactly(broken, next);

        assertThatThrownBy(() -> hub.process(broken)).isInstanceOf(IllegalStateException.class);
        assertThat(processing.waiting()).containsExactly(next);
        hub.clock().advance(Duration.ofSeconds(2));
        assertThat(processing.waiting()).containsExactly(broken, next);
        assertThatThrownBy(() -> hub.process(broken)).isInstanceOf(IllegalStateException.class);
        hub.clock().advance(Duration.ofSeconds(1));
        assertThat(processing.waiting()).as("2 s the second time").containsExactly(next);
    }

    @Test
    void aStopBetweenBatchesIsGoneOnFrom() {
        UUID earlier = hub.store(SILKEBORG, "henvisning_20260201_01.csv", "an id", TestHub.csv(FILE, referral(5000)));
        hub.process(earlier);
        UUID file = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referrals(0, 1200)));
        hub.deliver(SILKEBORG);
        hub.sql("alter table submission_line add constraint stop check (line < 800)")
                .update();
        try {
            assertThatThrownBy(() -> hub.process(file)).isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            hub.sql("alter table submission_line drop constraint stop").update();
        }
        assertThat(hub.state(file)).isEqualTo("STORED");
        assertThat(hub.outcomes(file)).hasSize(500);
        assertThat(hub.deliver(SILKEBORG)).isEmpty();

        hub.process(file);
        hub.process(file);
        assertThat(hub.state(file)).isEqualTo("PROCESSED");
        assertThat(hub.faults(file)).isEqualTo("W-2102");
        assertThat(hub.outcomes(file)).hasSize(1200).containsOnly("ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(1201);
        assertThat(hub.count("participation")).isEqualTo(1201);
        assertThat(hub.deliver(SILKEBORG)).extracting(Delivery::kind).containsExactly(Delivery.Kind.RECEIPT);
        assertThat(hub.count("delivery where kind = 'CASE'")).isEqualTo(1201);
    }

    @Test
    void twoWhoWorkOneFileThroughDoEachLineOnce() throws Exception {
        UUID file = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referrals(0, 1100)));
        List<Exception> stopped = atOnce(Collections.nCopies(2, () -> hub.process(file)));
        assertThat(stopped).hasSizeLessThanOrEqualTo(1).allSatisfy(one -> assertThat(one)
                .hasMessageContaining("worked through elsewhere"));
        assertThat(hub.state(file)).isEqualTo("PROCESSED");
        assertThat(hub.outcomes(file)).hasSize(1100).containsOnly("ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(1100);
        assertThat(hub.deliver(SILKEBORG))
                .extracting(Delivery::kind)
                .filteredOn(Delivery.Kind.RECEIPT::equals)
                .hasSize(1);
    }

    @Test
    void eightWhoTakeTheSameEventStoreItOnce() throws Exception {
        hub.silkeborg(FILE, referral(1));
        String event = event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", "");
        assertThat(atOnce(Collections.nCopies(8, () -> progress(event)))).isEmpty();
        assertThat(hub.count("event")).isEqualTo(2);
        assertThat(hub.count("submission where state = 'DUPLICATE'")).isEqualTo(7);
    }

    @Test
    void eightWhoTellOfOneCaseLoseNoFold() throws Exception {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        List<Callable<UUID>> told = new ArrayList<>();
        told.add(() -> progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", "")));
        IntStream.range(0, 7).forEach(i -> told.add(() -> progress(conversation(1, "2026-02-0" + (i % 2 + 1)))));
        assertThat(atOnce(told)).isEmpty();
        assertThat(hub.count("event")).isEqualTo(9);
        assertThat(hub.sql("select told ->> 'status' || ' ' || (told ->> 'latestContact') from participation")
                        .query(String.class)
                        .single())
                .isEqualTo("ACTIVE 2026-02-02");
        assertThat(hub.count("delivery where kind = 'STATUS' and state = 'PENDING'"))
                .isEqualTo(1);
    }

    @Test
    void interleavedFilesAndEventsAboutTheSameCasesNeitherBlockNorDouble() throws Exception {
        List<Callable<UUID>> work = new ArrayList<>();
        for (int n = 1; n <= 4; n++) {
            String name = "henvisning_20260202_%02d.csv".formatted(n);
            List<String> lines = new ArrayList<>(List.of(referrals(0, 60)));
            Collections.rotate(lines, n * 13);
            lines.set(0, referral(1000 + n));
            UUID file = hub.store(SILKEBORG, name, "id " + n, TestHub.csv(name, lines.toArray(String[]::new)));
            work.add(() -> hub.process(file));
        }
        for (int n = 0; n < 4; n++) {
            int first = n;
            work.add(() -> {
                for (int i = 59 - first; i >= 0; i -= 4) {
                    progress(conversation(i, "2026-02-02"));
                }
                return null;
            });
        }
        assertThat(atOnce(work)).isEmpty();
        assertThat(hub.count("waiting_line")).isZero();
        assertThat(hub.count("submission_line where outcome = 'WAITING'")).isZero();
        assertThat(hub.count("participation")).isEqualTo(64);
        assertThat(hub.count("event where kind = 'REFERRED'")).isEqualTo(64);
        assertThat(hub.count("event where kind = 'CONVERSATION'")).isEqualTo(60);
        assertThat(hub.count("(select participation_id from delivery where kind = 'STATUS' and state = 'PENDING'"
                        + " group by 1 having count(*) > 1) twice"))
                .isZero();
        assertThat(hub.participations(caseNumber(1))).hasSize(1);
    }

    private static UUID progress(String event) {
        hub.progress(event);
        return null;
    }

    private static String[] referrals(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(TestCases::referral).toArray(String[]::new);
    }

    /** @return what went wrong */
    private static List<Exception> atOnce(List<Callable<UUID>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        CyclicBarrier start = new CyclicBarrier(work.size());
        try {
            List<Future<UUID>> running = new ArrayList<>();
            for (Callable<UUID> one : work) {
                running.add(threads.submit(() -> {
                    start.await(20, TimeUnit.SECONDS);
                    return one.call();
                }));
            }
            List<Exception> wrong = new ArrayList<>();
            for (Future<UUID> one : running) {
                try {
                    one.get(60, TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException e) {
                    wrong.add((Exception) e.getCause());
                }
            }
            return wrong;
        } finally {
            threads.shutdownNow();
        }
    }
}
