package dk.rampe.retention;

import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.delivery.Delivery;
import dk.rampe.submission.ChildHub;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A night in which everything is overdue, and what must stay stands in the midst of it. */
class KilledPurgeTest {

    private static final int KILLS = Form.of(3, 12);
    private static final String NIGHT = "2031-03-11T03:31:00";
    private static final int CASES = 200;
    private static final int ENDED = 100;
    private static final int OF_NORDDJURS = 60;

    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.programmes.rampen.evaluation-ends", "2029-12-31"));

    private static Snapshot before;
    private static Map<String, String> undisturbed;

    @BeforeEach
    void whatAnUndisturbedPurgeLeaves() {
        if (before == null) {
            fill();
            before = Snapshot.of(hub);
        }
        before.restore();
        hub.clock().set(NIGHT);
        purgeToTheEnd(hub.bean(NightlyPurge.class), hub.bean(JdbcClient.class));
        undisturbed = before.fingerprint();
    }

    @AfterAll
    static void drop() {
        before.drop();
    }

    @Test
    void whatMustStayIsThereAndNothingElse() {
        assertThat(hub.sql("select held || ' ' || left_overdue from purge_run")
                        .query(String.class)
                        .list())
                .as("but for the line that waits still, nothing is left overdue")
                .containsExactlyInAnyOrder(
                        "ARCHIVE 0", "REFUSED_LINES 1", "VAULT 0", "FACTS 0", "RECORDS 0", "AUDIT 0");
        assertThat(hub.count("purge_run where removed = 0")).isZero();
        assertThat(hub.count("participation")).isEqualTo(CASES - ENDED + OF_NORDDJURS);
        assertThat(hub.count("event")).isEqualTo(2 * (CASES - ENDED) + OF_NORDDJURS);
        assertThat(hub.count("vault.entry")).isEqualTo(hub.count("event"));
        assertThat(hub.count("vault.person")).isEqualTo(hub.count("participation"));
        assertThat(hub.count("delivery where kind = 'CASE' and state = 'SENT'")).isEqualTo(hub.count("participation"));
        assertThat(hub.sql("select state from submission order by number")
                        .query(String.class)
                        .list())
                .as("a line waits; a receipt is to be sent; not worked through")
                .containsExactly("PROCESSED", "PROCESSED", "STORED");
        assertThat(hub.count("waiting_line")).isEqualTo(1);
        assertThat(hub.count("submission where archive_key is not null")).isEqualTo(2);
        assertThat(hub.count("archive_chunk")).isEqualTo(1);
    }

    @Test
    void whoeverIsKilledInTheMiddleTheStateComesToTheSame() throws Exception {
        Random random = new Random(4);
        int killed = 0;
        int longest = 1200;
        for (int tried = 0; killed < KILLS && tried < 4 * KILLS; tried++) {
            before.restore();
            hub.clock().set(NIGHT);
            try (ChildHub node = ChildHub.start(hub, Purging.class)) {
                if (node.killAfter(Duration.ofMillis(random.nextInt(longest)))) {
                    killed++;
                } else {
                    // this machine is faster than that
                    longest = Math.max(100, longest * 2 / 3);
                }
            }
            // half a minute goes by
            hub.sql("delete from lease").update();
            purgeToTheEnd(hub.bean(NightlyPurge.class), hub.bean(JdbcClient.class));
            assertThat(before.fingerprint()).isEqualTo(undisturbed);
        }
        assertThat(killed).as("killed before they had done").isEqualTo(KILLS);
    }

    @Test
    void twoNodesPurgeAtOnceWhileFilesComeIn() throws Exception {
        Map<String, Long> removed = removed();
        before.restore();
        hub.clock().set(NIGHT);
        List<UUID> files = new ArrayList<>();
        try (ChildHub node = ChildHub.start(hub, PurgingNow.class)) {
            CompletableFuture<Void> here = CompletableFuture.runAsync(
                    () -> hub.bean(NightlyPurge.class).purgeNow());
            for (int i = 0; i < 10; i++) {
                files.add(hub.silkeborg("henvisning_20310311_%02d.csv".formatted(i), referrals(2000 + 20 * i, 20)));
            }
            here.join();
            node.finish(Duration.ofSeconds(60));
        }
        assertThat(files)
                .allSatisfy(file -> assertThat(hub.outcomes(file)).hasSize(20).containsOnly("ACCEPTED"));
        assertThat(
                        hub.count(
                                "archive_chunk c join submission s on s.id = c.submission_id where s.received_at > '2031-01-01'"))
                .isEqualTo(10);
        assertThat(removed()).as("each thing once").isEqualTo(removed);
        hub.bean(NightlyPurge.class).purgeNow();
        assertThat(removed()).isEqualTo(removed);
        assertThat(hub.context().getBeansOfType(Purge.class).values())
                .filteredOn(purge -> purge.held() != HeldClass.REFUSED_LINES)
                .allSatisfy(purge ->
                        assertThat(purge.overdue(hub.clock().instant())).isZero());
    }

    /** A node that purges as the route has it. */
    public static final class Purging implements ChildHub.Task {
        @Override
        public void run(ApplicationContext rooms) {
            purgeToTheEnd(rooms.getBean(NightlyPurge.class), rooms.getBean(JdbcClient.class));
        }
    }

    /** A node that purges whatever the others do. */
    public static final class PurgingNow implements ChildHub.Task {
        @Override
        public void run(ApplicationContext rooms) {
            rooms.getBean(NightlyPurge.class).purgeNow();
        }
    }

    private static void purgeToTheEnd(NightlyPurge purge, JdbcClient sql) {
        while (sql.sql("select count(*) from purge_run").query(Integer.class).single() < HeldClass.values().length) {
            purge.purge();
        }
    }

    /** The audit holds notes of the timetable's, which stay when the purge has no planned time. */
    private static Map<String, Long> removed() {
        return hub
                .sql("select held, sum(removed) from purge_run where held <> 'AUDIT' group by 1")
                .query((row, i) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void fill() {
        Snapshot.dropDays(hub);
        hub.bean(NightlyPurge.class).purge();
        hub.silkeborg(
                "henvisning_20260202_01.csv",
                IntStream.range(0, CASES + 50)
                        .mapToObj(i -> i < CASES ? referral(i) : referral(i).replace("PRIMÆR", "FORKERT"))
                        .toArray(String[]::new));
        hub.norddjurs(
                "RAMPE_202602021000.xml",
                "2026-02-02T10:00:00+01:00",
                IntStream.range(0, OF_NORDDJURS)
                        .mapToObj(i -> henvisning(i, personNumber(1000 + i), "11111111", "2026-02-01"))
                        .toArray(String[]::new));
        send();
        hub.clock().set("2026-02-05T10:00:00");
        hub.silkeborg(
                "sagsopdatering_20260205_01.csv",
                IntStream.range(0, CASES)
                        .mapToObj(i -> update(i, "TLF", "03-02-2026", "33333333"))
                        .toArray(String[]::new));
        send().stream().limit(CASES).forEach(hub::message);
        hub.clock().set("2026-02-10T10:00:00");
        for (int i = 0; i < ENDED; i++) {
            hub.progress(event(UUID.randomUUID(), i, "DROPPED_OUT", "2026-02-09", ", \"reason\": \"OTHER\""));
        }
        hub.sql("update delivery set state = 'SENT' where state = 'PENDING'").update();
        hub.silkeborg("sagsopdatering_20260210_01.csv", update(9000, "TLF", "03-02-2026", "33333333"));
        send();
        hub.silkeborg("sagsopdatering_20260210_02.csv", update(199, "TLF", "03-02-2026", "33333333"));
        hub.store(
                SILKEBORG,
                "sagsopdatering_20260210_03.csv",
                "3",
                TestHub.csv("sagsopdatering", update(1, "TLF", "09-02-2026", "1")));
        hub.sql("update delivery set state = 'SENT' where partner <> 'silkeborg' and state = 'PENDING'")
                .update();
    }

    private static String[] referrals(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> referral(i)).toArray(String[]::new);
    }

    private static List<Delivery> send() {
        hub.deliver(SILKEBORG);
        hub.deliver(NORDDJURS);
        return hub.deliver(SIND);
    }
}
