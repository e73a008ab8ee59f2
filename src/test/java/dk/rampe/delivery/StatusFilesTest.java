package dk.rampe.delivery;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** What a jobcentre is told, when, and in how many files. */
class StatusFilesTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String DANNET = "2026-02-02T06:00:00+01:00";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private StatusFiles files;

    @BeforeEach
    void setUp() {
        files = hub.bean(StatusFiles.class);
        files.gather(SILKEBORG);
    }

    @Test
    void aStatusIsToldOnChangeOnly() {
        hub.silkeborg(FILE, referral(1));
        assertThat(told(1)).isEqualTo("RECEIVED");
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TLF", "02-02-2026", "33333333"));
        hub.progress(event(UUID.randomUUID(), 1, "MEASURED", "2026-02-02", """
                , "instrument": "COPING", "wave": "START", "score": 20"""));
        assertThat(statuses()).containsExactly("PENDING");
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ""));
        assertThat(statuses()).containsExactly("SUPERSEDED", "PENDING");
    }

    @Test
    void aCaseIsUnderVisiteringWhenTheProviderHasIt() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        assertThat(told(1)).isEqualTo("ASSESSING");
        assertThat(statuses()).containsExactly("SUPERSEDED", "PENDING");
        assertThat(gathered(SILKEBORG)).contains(caseNumber(1) + ";UNDER VISITERING;;02-02-2026");
    }

    @Test
    void whatIsInAFileAlreadyIsNotSupersededByLaterNews() {
        hub.silkeborg(FILE, referral(1));
        files.gatherNow(SILKEBORG);
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ""));
        assertThat(statuses()).containsExactly("PENDING", "PENDING");
        assertThat(statusFile(SILKEBORG)).contains("MODTAGET").doesNotContain("I FORLØB");
        assertThat(gathered(SILKEBORG)).contains("I FORLØB").doesNotContain("MODTAGET");
        assertThat(statuses()).containsExactly("SENT", "SENT");
    }

    @Test
    void aScheduledFileComesOnEachWeekdayAtSixAlsoWhenEmpty() {
        hub.silkeborg(FILE, referral(1));
        files.gather(SILKEBORG);
        assertThat(statusFiles()).isEmpty();
        hub.clock().set("2026-02-03T06:00:01");
        files.gather(SILKEBORG);
        files.gather(SILKEBORG);
        hub.clock().set("2026-02-04T06:00:01");
        files.gather(SILKEBORG);
        assertThat(statusFiles()).containsExactly("status_20260203_01.csv", "status_20260204_01.csv");
        assertThat(statusFile(SILKEBORG)).contains(caseNumber(1));
        assertThat(statusFile(SILKEBORG).lines()).hasSize(1);
    }

    @Test
    void newsIsToldAtMostEveryQuarterOfAnHourAndABurstIsOneFile() {
        norddjurs(1);
        files.gather(NORDDJURS);
        assertThat(statusFiles()).as("the burst goes on").isEmpty();
        hub.clock().advance(Duration.ofSeconds(8));
        norddjurs(2);
        files.gather(NORDDJURS);
        assertThat(statusFiles()).as("the burst goes on").isEmpty();
        hub.clock().advance(Duration.ofSeconds(11));
        files.gather(NORDDJURS);
        assertThat(statusFiles()).hasSize(1);
        norddjurs(3);
        hub.clock().advance(Duration.ofMinutes(14));
        files.gather(NORDDJURS);
        assertThat(statusFiles()).hasSize(1);
        hub.clock().advance(Duration.ofMinutes(2));
        files.gather(NORDDJURS);
        assertThat(statusFiles()).hasSize(2);
        hub.clock().advance(Duration.ofMinutes(20));
        files.gather(NORDDJURS);
        assertThat(statusFiles()).as("nothing new").hasSize(2);
        assertThat(statusFile(NORDDJURS)).contains("antal=\"2\"");
    }

    @Test
    void aClockThatIsPutBackHoldsUpNoNews() {
        hub.clock().advance(Duration.ofDays(2));
        norddjurs(1);
        hub.clock().advance(Duration.ofMinutes(1));
        files.gather(NORDDJURS);
        norddjurs(2);
        hub.clock().advance(Duration.ofDays(-2));
        files.gather(NORDDJURS);
        assertThat(hub.count("delivery where kind = 'STATUS_FILE' and partner = 'norddjurs'"))
                .isEqualTo(2);
    }

    @Test
    void twoNodesThatGatherAtOnceMakeOneFile() throws Exception {
        norddjurs(1);
        hub.clock().advance(Duration.ofSeconds(30));
        List<Callable<Void>> gathering = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            gathering.add(() -> {
                files.gather(NORDDJURS);
                return null;
            });
        }
        var threads = Executors.newFixedThreadPool(6);
        for (Future<Void> one : threads.invokeAll(gathering)) {
            one.get();
        }
        threads.shutdown();
        assertThat(statusFiles()).hasSize(1);
    }

    @Test
    void gatheringAndNewsAboutTheSameCasesDoNotLockEachOtherOut() throws Exception {
        hub.silkeborg(FILE, referral(1), referral(2), referral(3));
        var threads = Executors.newFixedThreadPool(2);
        List<Future<?>> both = new ArrayList<>();
        // whoever comes first gets as far as the second of three rows; in another order than the other, each holds one
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.sql("select id from delivery where kind = 'STATUS' order by number offset 1 limit 1 for update")
                    .query()
                    .listOfRows();
            both.add(threads.submit(() -> files.gatherNow(SILKEBORG)));
            waitForALock(1);
            both.add(threads.submit(() -> hub.silkeborg(
                    "sagsopdatering_20260203_01.csv",
                    update(1, "TRUKKET", "02-02-2026", "x"),
                    update(2, "TRUKKET", "02-02-2026", "x"),
                    update(3, "TRUKKET", "02-02-2026", "x"))));
            waitForALock(2);
        });
        for (Future<?> one : both) {
            one.get();
        }
        threads.shutdown();
        assertThat(statuses()).containsOnly("PENDING").hasSize(6);
        assertThat(told(1)).isEqualTo("WITHDRAWN");
    }

    private static void waitForALock(int waiting) {
        await().until(() -> hub.count("pg_stat_activity where wait_event_type = 'Lock'") == waiting);
    }

    @Test
    void anEventToldAheadChangesTheStatusWhenItsDayHasCome() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "05-02-2026", "Flyttet"));
        hub.progress(event(UUID.randomUUID(), 2, "STARTED", "2026-02-06", ""));
        hub.clock().set("2026-02-04T06:00:01");
        files.gather(SILKEBORG);
        assertThat(told(1)).isEqualTo("RECEIVED");
        hub.clock().set("2026-02-05T06:00:01");
        files.gather(SILKEBORG);
        assertThat(told(1)).isEqualTo("WITHDRAWN");
        assertThat(told(2)).isEqualTo("RECEIVED");
        statusFile(SILKEBORG);
        assertThat(statusFile(SILKEBORG))
                .contains(caseNumber(1) + ";TRUKKET;;05-02-2026")
                .doesNotContain(caseNumber(2));
        hub.clock().set("2026-02-08T23:00:00");
        files.gather(SILKEBORG);
        assertThat(told(2)).isEqualTo("ACTIVE");
    }

    @Test
    void aJobcentreThatIsToldNothingIsOwedNothing() {
        hub.silkeborg(FILE, referral(1));
        hub.sql("delete from delivery").update();
        hub.sql("update participation set municipality = '799', told = null").update();
        UUID participation = hub.participation(caseNumber(1));
        hub.progress("""
                {"eventId": "%s", "participationId": "%s", "kind": "STARTED", "occurredOn": "2026-02-02"}""".formatted(UUID.randomUUID(), participation));
        assertThat(hub.count("event")).isEqualTo(2);
        assertThat(hub.count("delivery")).isZero();
    }

    @Test
    void latestContactIsToldWhileTheCaseIsActive() {
        hub.silkeborg(FILE, referral(1));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-01", ", \"contactPerson\": \"Konrad Taktholm\""));
        hub.progress(conversation(1, "2026-02-02"));
        assertThat(gathered(SILKEBORG)).contains("I FORLØB;;01-02-2026;Konrad Taktholm;02-02-2026");
    }

    private static void norddjurs(int i) {
        hub.norddjurs(
                "RAMPE_20260202060%d.xml".formatted(i),
                DANNET,
                henvisning(i, personNumber(i), "11111111", "2026-02-01"));
    }

    private static String told(int i) {
        return hub.sql("select told ->> 'status' from participation where case_number = ?")
                .param(caseNumber(i))
                .query(String.class)
                .single();
    }

    private static List<String> statuses() {
        return hub.sql("select state from delivery where kind = 'STATUS' order by number")
                .query(String.class)
                .list();
    }

    private static List<String> statusFiles() {
        return hub.sql("select names ->> 0 from delivery where kind = 'STATUS_FILE' order by number")
                .query(String.class)
                .list();
    }

    private String gathered(String partner) {
        files.gatherNow(partner);
        return statusFile(partner);
    }

    /** Sends the next status file. */
    private static String statusFile(String partner) {
        Outbox outbox = hub.bean(Outbox.class);
        Claims claims = hub.bean(Claims.class);
        Delivery file = claims.claim(partner).stream()
                .filter(one -> one.kind() == Delivery.Kind.STATUS_FILE)
                .findFirst()
                .orElseThrow();
        outbox.sent(file);
        return hub.file(file);
    }
}
