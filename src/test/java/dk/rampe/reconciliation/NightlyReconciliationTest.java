package dk.rampe.reconciliation;

import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Outbox;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Timetable;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.NightlyPurge;
import dk.rampe.submission.TestHub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class NightlyReconciliationTest {

    private static final String LOST = "delete from submission_line where outcome = 'KNOWN'";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @BeforeEach
    void aDayOnWhichAllWasSent() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        hub.silkeborg("henvisning_20260202_02.csv", referral(1), referral(3));
        List.of(SIND, SILKEBORG).forEach(hub::deliver);
        reconcile();
    }

    @Test
    void itRunsOnceANightAndSaysThatAllAddsUp(CapturedOutput log) {
        hub.clock().set("2026-02-03T04:59:00");
        reconcile();
        assertThat(runs()).isEmpty();
        hub.clock().set("2026-02-03T05:01:00");
        reconcile();
        reconcile();
        assertThat(runs()).containsExactly("2026-02-03 05:00:00 of 2 with 4 lines 0 differ");
        assertThat(lines(log))
                .singleElement()
                .asString()
                .endsWith("INFO  reconciliation: 2 submissions with 4 lines add up");
    }

    @Test
    void whatDoesNotAddUpIsCountedInTheLogAndNamedInTheDatabase(CapturedOutput log) {
        hub.sql(LOST).update();
        hub.clock().set("2026-02-03T05:01:00");
        reconcile();
        assertThat(runs()).containsExactly("2026-02-03 05:00:00 of 2 with 3 lines 1 differ");
        assertThat(lines(log))
                .singleElement()
                .asString()
                .endsWith("WARN  reconciliation: 1 items do not add up (LINES_COUNT 1)");
        assertThat(hub.sql("select rule || ' ' || items || ' ' || ids[1] from reconciliation_finding")
                        .query(String.class)
                        .single())
                .isEqualTo("LINES_COUNT 1 "
                        + hub.sql("select max(id::text) from submission where name like '%_02.csv'")
                                .query(String.class)
                                .single());
    }

    @Test
    void ofTwoNodesOneDoesIt(CapturedOutput log) {
        hub.clock().set("2026-02-03T05:01:00");
        List<CompletableFuture<Void>> nodes = Stream.of(hub.bean(NightlyReconciliation.class), anotherNode())
                .map(node -> CompletableFuture.runAsync(node::reconcile))
                .toList();
        nodes.forEach(CompletableFuture::join);
        assertThat(runs()).hasSize(1);
        assertThat(lines(log)).hasSize(1);
    }

    @Test
    void whatWaitsForAPartnerWhoIsAwayHasAnOwnerAndWhatNobodySendsHasNone() {
        hub.norddjurs("RAMPE_202602020600.xml", "2026-02-02T06:00:00+01:00");
        Books books = new Books(hub);
        hub.clock().set("2026-02-02T10:50:00");
        assertThat(books.differing()).isEmpty();
        hub.clock().set("2026-02-02T11:10:00");
        assertThat(books.differing()).containsOnlyKeys("DELIVERY_OWNER");
        Outbox outbox = hub.bean(Outbox.class);
        Claims claims = hub.bean(Claims.class);
        claims.claim(NORDDJURS).forEach(delivery -> outbox.failed(delivery, new IllegalStateException()));
        assertThat(books.differing()).isEmpty();
    }

    @Test
    void whatThePurgesHaveRemovedIsNotMissed() {
        Books books = new Books(hub);
        for (String day : List.of("2026-03-10", "2026-06-01", "2027-02-04", "2028-02-04", "2030-02-04")) {
            hub.clock().set(day + "T12:00:00");
            hub.bean(NightlyPurge.class).purgeNow();
            assertThat(books.differing()).as(day).isEmpty();
        }
        assertThat(hub.count("submission")).isZero();
    }

    @Test
    void runsOfLongAgoGoWithTheirFindings() {
        hub.sql(LOST).update();
        hub.clock().set("2026-02-03T05:01:00");
        reconcile();
        hub.clock().set("2028-02-04T12:00:00");
        hub.bean(NightlyPurge.class).purgeNow(HeldClass.AUDIT);
        assertThat(runs()).isEmpty();
        assertThat(hub.count("reconciliation_finding")).isZero();
    }

    /** That has taken over the lease meanwhile, too early. */
    private static NightlyReconciliation anotherNode() {
        return new NightlyReconciliation(
                hub.bean(Reconciliation.class),
                hub.bean(ReconciliationRuns.class),
                hub.bean(Timetable.class),
                hub.bean(PollLease.class),
                hub.bean(TransactionTemplate.class),
                hub.bean(HubSettings.class));
    }

    private static void reconcile() {
        hub.bean(NightlyReconciliation.class).reconcile();
    }

    private static List<String> lines(CapturedOutput log) {
        return log.getOut()
                .lines()
                .filter(line -> line.contains("reconciliation: "))
                .toList();
    }

    private static List<String> runs() {
        return hub.sql("""
                        select planned_at || ' of ' || submissions || ' with ' || lines || ' lines ' || differing || ' differ'
                        from reconciliation_run order by number""").query(String.class).list();
    }
}
