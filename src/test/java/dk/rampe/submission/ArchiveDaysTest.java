package dk.rampe.submission;

import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.retention.NightlyPurge;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Days of the archive are dropped where nobody needs them, and nobody has to wait for it. */
class ArchiveDaysTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub(HeldTooLongTest.SETTINGS);

    @Test
    void daysOnWhichAllIsOverdueAreDroppedWithEmptyOnesAmongThem() {
        hub.silkeborg(FILE, referral(1));
        hub.clock().set("2026-02-04T10:00:00");
        hub.silkeborg("henvisning_20260204_01.csv", referral(2));
        hub.bean(ArchiveDays.class).ensure(LocalDate.of(2026, 2, 3));
        hub.clock().set("2026-03-08T10:00:00");
        hub.silkeborg("henvisning_20260308_01.csv", referral(3));
        purge();
        assertThat(days())
                .contains("archive_chunk_2026_03_08")
                .doesNotContain("archive_chunk_2026_02_02", "archive_chunk_2026_02_03", "archive_chunk_2026_02_04");
        assertThat(hub.count("archive_chunk")).isEqualTo(1);
    }

    @Test
    void aDayThatSomebodyNeedsStaysAndTheOtherCopiesOfItGo() {
        UUID stored = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referral(1)));
        hub.silkeborg("henvisning_20260202_02.csv", referral(2));
        hub.clock().set("2026-03-06T10:00:00");
        purge();
        assertThat(days()).containsExactly("archive_chunk_2026_02_02");
        assertThat(hub.sql("select submission_id from archive_chunk")
                        .query(UUID.class)
                        .list())
                .containsExactly(stored);
    }

    @Test
    void whileTheArchiveIsInUseCopiesGoOneByOneAndTheEmptyDayAnotherNight() {
        hub.silkeborg(FILE, referral(1));
        UUID waits = hub.silkeborg("sagsopdatering_20260202_01.csv", update(9, "TLF", "03-02-2026", "33333333"));
        hub.clock().set("2026-03-06T10:00:00");
        Instant began = Instant.now();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.store(SILKEBORG, "henvisning_20260306_01.csv", "an id", TestHub.csv(FILE, referral(3)));
            CompletableFuture.runAsync(ArchiveDaysTest::purge).join();
        });
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(days()).containsExactly("archive_chunk_2026_02_02", "archive_chunk_2026_03_06");
        assertThat(hub.count("archive_chunk")).isEqualTo(1);
        assertThat(hub.count("submission where archive_key is null")).isEqualTo(1);
        assertThat(hub.count("submission where archive_key is not null and id = '" + waits + "'"))
                .isEqualTo(1);
        hub.clock().set("2026-03-07T10:00:00");
        purge();
        assertThat(days()).containsExactly("archive_chunk_2026_03_06");
    }

    @Test
    void whoComesInBehindAPurgeThatWaitsForTheArchiveWaitsNoLongerThanThat() {
        hub.silkeborg(FILE, referral(1));
        hub.clock().set("2026-03-06T10:00:00");
        hub.store(SILKEBORG, "henvisning_20260306_01.csv", "1", TestHub.csv(FILE, referral(2)));
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.store(SILKEBORG, "henvisning_20260306_02.csv", "2", TestHub.csv(FILE, referral(3)));
            CompletableFuture<Void> purge = CompletableFuture.runAsync(ArchiveDaysTest::purge);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> hub.count("pg_locks where mode = 'AccessExclusiveLock' and not granted") > 0);
            Instant began = Instant.now();
            CompletableFuture.runAsync(() ->
                            hub.store(SILKEBORG, "henvisning_20260306_03.csv", "3", TestHub.csv(FILE, referral(4))))
                    .join();
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
            purge.join();
        });
        assertThat(hub.count("submission where state = 'STORED'")).isEqualTo(3);
    }

    @Test
    void whatCameAcrossMidnightIsFiledUnderTheDayItBeganAndFoundThere() {
        hub.clock().set("2026-02-03T00:59:59");
        UUID file = hub.silkeborg(FILE, referral(1));
        hub.clock().set("2026-03-05T02:00:00");
        purge();
        assertThat(hub.count("archive_chunk where submission_id = '" + file + "'"))
                .isZero();
        assertThat(days()).doesNotContain("archive_chunk_2026_02_02");
    }

    private static void purge() {
        hub.bean(NightlyPurge.class).purgeNow();
    }

    private static List<String> days() {
        return hub.sql("""
                        select relname from pg_class where relispartition and relkind = 'r'
                          and relname <> 'archive_chunk_other' order by 1""").query(String.class).list();
    }
}
