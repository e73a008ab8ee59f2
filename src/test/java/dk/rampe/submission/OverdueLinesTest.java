package dk.rampe.submission;

import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** What has waited thirty days for its case, or for the event it corrects. */
class OverdueLinesTest {

    private static final String REFERRALS = "henvisning_20260202_01.csv";
    private static final String UPDATES = "sagsopdatering_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void anEventThatHasWaitedThirtyDaysIsRefusedAndItsProviderTold() {
        hub.progress(conversation(1, "2026-02-02"));
        hub.clock().advance(Duration.ofDays(30).minusHours(1));
        refuseOverdue();
        assertThat(states()).containsExactly("PROCESSED WAITING");
        assertThat(hub.deliver(SIND)).isEmpty();
        hub.clock().advance(Duration.ofHours(2));
        refuseOverdue();
        assertThat(states()).containsExactly("REFUSED REJECTED");
        assertThat(hub.count("waiting_line")).isZero();
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> {
            JsonNode fault = hub.message(rejection).at("/faults/0");
            assertThat(rejection.kind()).isEqualTo(Delivery.Kind.REJECTION);
            assertThat(fault.path("code").asText()).isEqualTo("R-3101");
            assertThat(fault.path("text").asText()).contains("inden for 30 dage");
        });
    }

    @Test
    void anEventThatWasRefusedIsTakenAnewWhenItComesAgain() {
        String event = conversation(1, "2026-02-02");
        hub.progress(event);
        hub.clock().advance(Duration.ofDays(31));
        refuseOverdue();
        hub.silkeborg(REFERRALS, referral(1));
        hub.progress(event);
        assertThat(states()).containsExactly("REFUSED REJECTED", "PROCESSED ACCEPTED", "PROCESSED ACCEPTED");
        assertThat(hub.count("event where kind = 'CONVERSATION'")).isEqualTo(1);
    }

    @Test
    void aCorrectionOfAnEventThatNeverCameIsRefusedLikewise() {
        hub.silkeborg(REFERRALS, referral(1));
        hub.progress(
                event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", ", \"supersedes\": \"" + UUID.randomUUID() + '"'));
        hub.clock().advance(Duration.ofDays(31));
        refuseOverdue();
        assertThat(states()).containsExactly("PROCESSED ACCEPTED", "REFUSED REJECTED");
        assertThat(hub.count("event")).isEqualTo(1);
    }

    @Test
    void aFilesLineThatHasWaitedGetsASupplementaryReceiptAndTheOthersStand() {
        hub.silkeborg(REFERRALS, referral(1));
        UUID file = hub.silkeborg(
                UPDATES, update(1, "TLF", "03-02-2026", "33333333"), update(2, "TLF", "03-02-2026", "44444444"));
        String before = hub.file(hub.deliver(SILKEBORG).stream()
                .filter(one -> file.equals(one.submissionId()))
                .reduce((first, last) -> last)
                .orElseThrow());
        hub.clock().advance(Duration.ofDays(31));
        refuseOverdue();
        assertThat(hub.state(file)).isEqualTo("PARTLY");
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED", "REJECTED R-3101");
        assertThat(hub.deliver(SILKEBORG)).singleElement().satisfies(receipt -> {
            assertThat(receipt.names()).contains(UPDATES + ".kvittering.2.csv");
            assertThat(hub.file(receipt)).contains("AFVIST;R-3101").doesNotContain("740-2026-00001");
        });
        assertThat(before).contains("AFVENTER");
    }

    @Test
    void aFileSentAgainForItsRefusedLineIsTakenAnewAndItsOtherLinesAreKnown() {
        hub.silkeborg(REFERRALS, referral(1));
        byte[] content = TestHub.csv(
                UPDATES, update(1, "TLF", "03-02-2026", "33333333"), update(2, "TLF", "03-02-2026", "44444444"));
        hub.process(hub.store(SILKEBORG, UPDATES, "one", content));
        hub.clock().advance(Duration.ofDays(31));
        refuseOverdue();
        hub.silkeborg("henvisning_20260305_01.csv", referral(2));
        UUID again = hub.process(hub.store(SILKEBORG, UPDATES, "two", content));
        assertThat(hub.outcomes(again)).containsExactly("KNOWN", "ACCEPTED");
    }

    @Test
    void aLineWhoseCaseComesAtThatMomentIsNotRefused() throws Exception {
        hub.progress(conversation(1, "2026-02-02"));
        UUID submission = hub.sql("select id from submission").query(UUID.class).single();
        hub.clock().advance(Duration.ofDays(31));
        CompletableFuture<Void> refusal = new CompletableFuture<>();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.silkeborg(REFERRALS, referral(1));
            refusal.completeAsync(() -> {
                hub.bean(OverdueLines.class).refuse(submission);
                return null;
            });
            awaitSomebodyWaitsForALock();
        });
        refusal.get(30, TimeUnit.SECONDS);
        assertThat(states()).containsExactly("PROCESSED ACCEPTED", "PROCESSED ACCEPTED");
        assertThat(hub.deliver(SIND)).extracting(Delivery::kind).containsOnly(Delivery.Kind.CASE);
    }

    @Test
    void twoNodesRefuseALineOnceAndARefusalThatWasCutShortIsDoneAgain() {
        hub.progress(conversation(1, "2026-02-02"));
        UUID submission = hub.sql("select id from submission").query(UUID.class).single();
        hub.clock().advance(Duration.ofDays(31));
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.bean(OverdueLines.class).refuse(submission);
            status.setRollbackOnly();
        });
        assertThat(states()).containsExactly("PROCESSED WAITING");
        Stream.of(1, 2)
                .map(node -> CompletableFuture.runAsync(
                        () -> hub.bean(OverdueLines.class).refuse(submission)))
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(states()).containsExactly("REFUSED REJECTED");
        assertThat(hub.deliver(SIND)).hasSize(1);
    }

    private static void awaitSomebodyWaitsForALock() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> hub.count("pg_locks where locktype = 'advisory' and not granted") > 0);
    }

    private static void refuseOverdue() {
        OverdueLines overdue = hub.bean(OverdueLines.class);
        overdue.submissions().forEach(overdue::refuse);
    }

    private static List<String> states() {
        return hub.sql("""
                        select s.state || ' ' || l.outcome from submission s join submission_line l on l.submission_id = s.id
                        order by s.number, l.line""").query(String.class).list();
    }
}
