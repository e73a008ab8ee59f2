package dk.rampe.delivery;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.submission.TestHub;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who sends what when, how often, and what is left when it does not go. */
@ExtendWith(OutputCaptureExtension.class)
class OutboxTest {

    /** What PostgreSQL knows of a table into which thousands of rows have just come. */
    enum Statistics {
        NONE,
        OF_AN_EMPTY_TABLE,
        OF_THOUSANDS
    }

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private Outbox outbox;
    private Claims claims;

    @BeforeEach
    void setUp() {
        outbox = hub.bean(Outbox.class);
        claims = hub.bean(Claims.class);
    }

    @Test
    void aStuckCaseHoldsUpItselfOnly() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        hub.silkeborg(
                "sagsopdatering_20260203_01.csv",
                update(1, "TLF", "03-02-2026", "33333333"),
                update(2, "TLF", "03-02-2026", "33333333"));
        List<Delivery> first = claims.claim(SIND);
        assertThat(first).extracting(Delivery::participationId).containsExactly(participation(1), participation(2));
        assertThat(claims.claim(SIND)).isEmpty();
        outbox.failed(first.get(0), new IllegalStateException());
        outbox.sent(first.get(1));
        assertThat(hub.deliver(SIND)).extracting(Delivery::participationId).containsExactly(participation(2));
        hub.clock().advance(Duration.ofHours(1));
        assertThat(hub.deliver(SIND))
                .extracting(Delivery::participationId)
                .containsExactly(participation(1), participation(1));
    }

    @ParameterizedTest
    @EnumSource
    void whenThousandsComeAtOnceTheNextAreFoundWithoutWalkingPastTheOthers(Statistics statistics) {
        thousandsWait(statistics);
        for (int i = 0; i < 5; i++) {
            claims.claim(SIND);
        }
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            long before = deliveriesLookedAt();
            assertThat(claims.claim(SIND))
                    .hasSize(200)
                    .extracting(Delivery::orderKey)
                    .doesNotHaveDuplicates();
            assertThat(deliveriesLookedAt() - before).isBetween(200L, 8000L);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whenThousandsWaitItIsFoundWithoutWalkingPastThemWhoIsOwedAnything(Statistics statistics) {
        thousandsWait(statistics);
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Pending pending = new Pending(hub.bean(JdbcClient.class));
            long before = deliveriesLookedAt();
            assertThat(pending.isAny(SIND)).isTrue();
            assertThat(pending.isAny(SILKEBORG)).isFalse();
            assertThat(deliveriesLookedAt() - before).isBetween(1L, 10L);
        });
    }

    @Test
    void whatIsOwedIsSeenAMomentLater() {
        Pending pending = new Pending(hub.bean(JdbcClient.class));
        assertThat(pending.isAny(SILKEBORG)).isFalse();
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        await().atMost(Duration.ofSeconds(1)).until(() -> pending.isAny(SILKEBORG));
        hub.deliver(SILKEBORG);
        await().atMost(Duration.ofSeconds(1)).until(() -> !pending.isAny(SILKEBORG));
    }

    private static void thousandsWait(Statistics statistics) {
        hub.sql(
                        statistics == Statistics.NONE
                                ? "delete from pg_statistic where starelid = 'delivery'::regclass"
                                : "analyze delivery")
                .update();
        hub.sql("""
                        insert into delivery (id, partner, kind, order_key, names, made_at, state, due_at)
                        select gen_random_uuid(), 'sind', 'CASE', 'case ' || i / 2, '[]', ?, 'PENDING', ?
                        from generate_series(0, 9999) i""")
                .params(
                        Timestamp.from(hub.clock().instant()),
                        Timestamp.from(hub.clock().instant()))
                .update();
        if (statistics == Statistics.OF_THOUSANDS) {
            hub.sql("analyze delivery").update();
        }
    }

    /** On the connection of the transaction that asks, since its counts were last gathered. */
    private static long deliveriesLookedAt() {
        return hub.sql("""
                        select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'delivery'""").query(Long.class).single();
    }

    @Test
    void whoseLeaseRanOutWritesNothingAnyMore() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        Delivery old = claims.claim(SIND).get(0);
        assertThat(claims.claim(SIND)).isEmpty();
        hub.sql("update delivery set lease_until = now() - interval '1 s' where lease_until is not null")
                .update();
        Delivery current = claims.claim(SIND).get(0);
        assertThat(current.id()).isEqualTo(old.id());
        assertThat(current.fence()).isGreaterThan(old.fence());
        outbox.sent(old);
        outbox.failed(old, new IllegalStateException());
        outbox.renamed(
                new Delivery(
                        old.id(),
                        old.number(),
                        SIND,
                        old.kind(),
                        old.orderKey(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("x.csv"),
                        old.madeAt(),
                        1,
                        old.fence(),
                        null),
                "x.csv");
        assertThat(state(old)).isEqualTo("PENDING");
        assertThat(hub.count("participation where handed_over_at is not null")).isZero();
        assertThat(claims.claim(SIND)).isEmpty();
        outbox.sent(current);
        assertThat(state(old)).isEqualTo("SENT");
    }

    @Test
    void aBatchEndsAtItsFirstFailureAndTheRestIsGivenBackAsItWas() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2), referral(3));
        List<Delivery> batch = claims.claim(SIND);
        assertThat(claims.begin(batch.get(0))).isTrue();
        outbox.failed(batch.get(0), new IllegalStateException());

        assertThat(claims.begin(batch.get(1))).isFalse();
        assertThat(claims.begin(batch.get(2))).isFalse();

        List<Delivery> next = claims.claim(SIND);
        assertThat(next)
                .extracting(Delivery::id)
                .containsExactly(batch.get(1).id(), batch.get(2).id());
        assertThat(next).extracting(Delivery::attempts).containsExactly(1, 1);
        assertThat(next).allMatch(claims::begin);
    }

    @Test
    void theLeaseOfADeliveryBeginsWhenItsTurnHasCome() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        List<Delivery> batch = claims.claim(SIND);
        hub.sql("update delivery set lease_until = now() - interval '1 s' where lease_until is not null")
                .update();
        assertThat(claims.begin(batch.get(0))).isTrue();
        assertThat(claims.claim(SIND))
                .extracting(Delivery::id)
                .containsExactly(batch.get(1).id());
        assertThat(claims.begin(batch.get(1))).isFalse();
        outbox.sent(batch.get(0));
        assertThat(state(batch.get(0))).isEqualTo("SENT");
    }

    @Test
    void whoIsAliveKeepsWhatHeHasClaimedAndNothingThatWasTakenOver() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        List<Delivery> claimed = claims.claim(SIND);
        leasesRunOut();
        claims.renew();
        assertThat(claims.claim(SIND)).isEmpty();

        List<Delivery> both = hub.sql("select * from delivery where partner = 'sind'")
                .query((row, i) -> Deliveries.read(row))
                .list();
        hub.sql("update delivery set fence = fence + 1, lease_until = now() - interval '1 s' where id = ?")
                .param(both.get(0).id())
                .update();
        claims.renew();
        assertThat(claims.claim(SIND))
                .extracting(Delivery::id)
                .containsExactly(both.get(0).id());
        assertThat(claimed).hasSize(2);
    }

    @Test
    void whoWasTakenOverInTheMiddleHasTheLatestReceiptOfThatNamePutThereAgain() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        Delivery technical = claims.claim(SILKEBORG).get(0);
        leasesRunOut();
        hub.deliver(SILKEBORG);

        outbox.failed(technical, new IllegalStateException());

        List<Delivery> again = hub.deliver(SILKEBORG);
        assertThat(again).singleElement().extracting(Delivery::kind).isEqualTo(Delivery.Kind.RECEIPT);
        assertThat(again.get(0).names()).containsAll(technical.names());
        outbox.sent(technical);
        assertThat(hub.deliver(SILKEBORG))
                .extracting(Delivery::id)
                .containsExactly(again.get(0).id());
    }

    private static void leasesRunOut() {
        hub.sql("update delivery set lease_until = now() - interval '1 s' where lease_until is not null")
                .update();
    }

    @Test
    void aClockThatIsPutBackHoldsUpNothing(CapturedOutput output) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.clock().advance(Duration.ofDays(2));
        outbox.failed(claims.claim(SIND).get(0), new IllegalStateException());
        hub.clock().advance(Duration.ofDays(-2));

        Delivery next = claims.claim(SIND).get(0);
        outbox.failed(next, new IllegalStateException());

        assertThat(output.toString().split("not sent, tried again")).hasSize(1 + 2);
        assertThat(claims.claim(SIND)).as("waits as ever").isEmpty();
    }

    @Test
    void aPartnerThatIsAwayIsALineAMinuteAndOneWhenItIsBack(CapturedOutput output) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        List<Delivery> batch = claims.claim(SIND);
        for (int second = 0; second < 90; second++) {
            outbox.failed(batch.get(0), new IllegalStateException());
            hub.clock().advance(Duration.ofSeconds(1));
        }
        outbox.sent(batch.get(1));

        assertThat(output.toString().split("not sent, tried again")).hasSize(1 + 2);
        assertThat(output.toString().split("deliveries go out again")).hasSize(1 + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheBrokerGivesBackFailsAndIsSentAnewWhenAnOperatorLetsIt(boolean sendingWasNoted) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        Delivery first = claims.claim(SIND).get(0);
        if (sendingWasNoted) {
            outbox.sent(first);
        }
        outbox.undelivered(Undelivered.of(first.sending(), Undelivered.Reason.EXPIRED));
        outbox.sent(first);
        assertThat(hub.sql("select state || ' ' || answer from delivery where id = ?")
                        .param(first.id())
                        .query(String.class)
                        .single())
                .isEqualTo("FAILED EXPIRED");

        hub.sql("update delivery set state = 'PENDING' where state = 'FAILED'").update();
        Delivery again = claims.claim(SIND).get(0);
        assertThat(again.sending()).isNotEqualTo(first.sending()).startsWith(first.id() + "/");
        assertThat(Undelivered.of(again.sending(), Undelivered.Reason.DEAD_LETTER)
                        .delivery())
                .isEqualTo(first.id());
        assertThat(hub.message(again)).isEqualTo(hub.message(first));
        outbox.failed(again, new IllegalStateException());
        hub.clock().advance(Duration.ofHours(1));
        assertThat(claims.claim(SIND).get(0).sending()).isEqualTo(again.sending());
    }

    @Test
    void manyWhoClaimAtOnceShareWithoutOverlap() throws Exception {
        String[] lines = new String[300];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = referral(i);
        }
        hub.silkeborg("henvisning_20260202_01.csv", lines);
        List<Callable<List<Delivery>>> claiming = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            claiming.add(() -> claims.claim(SIND));
        }
        var threads = Executors.newFixedThreadPool(4);
        List<UUID> claimed = new ArrayList<>();
        for (Future<List<Delivery>> one : threads.invokeAll(claiming)) {
            one.get().forEach(delivery -> claimed.add(delivery.id()));
        }
        threads.shutdown();
        Set<UUID> distinct = new HashSet<>(claimed);
        assertThat(claimed).hasSameSizeAs(distinct).hasSizeGreaterThanOrEqualTo(200);
    }

    @Test
    void pausesGrowToAQuarterOfAnHourAndAfterThreeDaysItIsGivenUp() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        List<Duration> pauses = new ArrayList<>();
        Delivery last;
        do {
            last = claims.claim(SIND).get(0);
            Instant failedAt = hub.clock().instant();
            outbox.failed(last, new IllegalStateException());
            Instant due = hub.sql("select due_at from delivery where id = ?")
                    .param(last.id())
                    .query((row, i) -> row.getTimestamp(1).toInstant())
                    .single();
            pauses.add(Duration.between(failedAt, due));
            hub.clock().set(due);
        } while (state(last).equals("PENDING"));
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1010));
        assertThat(pauses.get(5)).isBetween(Duration.ofSeconds(16), Duration.ofMillis(32_010));
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMillis(900_010)) <= 0);
        assertThat(pauses.subList(12, pauses.size())).allMatch(pause -> pause.toMinutes() >= 7);
        assertThat(state(last)).isEqualTo("FAILED");
        assertThat(Duration.between(last.madeAt(), hub.clock().instant()).toHours())
                .isBetween(72L, 73L);
        assertThat(claims.claim(SIND)).isEmpty();
    }

    @Test
    void aTakenNameIsExchangedForTheNextAndTheMarkerFollows() {
        hub.bean(StatusFiles.class).gatherNow(SILKEBORG);
        Delivery file = claims.claim(SILKEBORG).get(0);
        assertThat(file.names()).containsExactly("status_20260202_01.csv", "status_20260202_01.csv.trigger");
        outbox.renamed(file, "status_20260202_01.csv");
        Delivery again = claims.claim(SILKEBORG).get(0);
        assertThat(again.names()).containsExactly("status_20260202_01.2.csv", "status_20260202_01.2.csv.trigger");
        outbox.renamed(again, "status_20260202_01.2.csv.trigger");
        Delivery third = claims.claim(SILKEBORG).get(0);
        assertThat(third.names()).containsExactly("status_20260202_01.3.csv", "status_20260202_01.3.csv.trigger");
    }

    @Test
    void aStatusFileGivenUpTakesItsStatusesWithIt() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.bean(StatusFiles.class).gatherNow(SILKEBORG);
        hub.clock().advance(Duration.ofDays(4));
        claims.claim(SILKEBORG).forEach(one -> outbox.failed(one, new IllegalStateException()));
        assertThat(hub.sql("select distinct kind || ' ' || state from delivery where kind like 'STATUS%' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("STATUS FAILED", "STATUS_FILE FAILED");
    }

    @Test
    void tenThousandWaitingStatusesDoNotSlowAClaimDown() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.sql("""
                insert into delivery (id, partner, kind, order_key, names, made_at, state, due_at, participation_id)
                select gen_random_uuid(), ?, 'STATUS', 'case ' || n, '[]', now(), 'PENDING', now(), ?
                from generate_series(1, 10000) n""").params(SILKEBORG, participation(1)).update();
        hub.sql("analyze delivery").update();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            long before = deliveriesLookedAt();
            assertThat(claims.claim(SILKEBORG)).isNotEmpty();
            assertThat(deliveriesLookedAt() - before).isLessThan(100);
        });
    }

    private static UUID participation(int i) {
        return hub.participation(caseNumber(i));
    }

    private static String state(Delivery delivery) {
        return hub.sql("select state from delivery where id = ?")
                .param(delivery.id())
                .query(String.class)
                .single();
    }
}
