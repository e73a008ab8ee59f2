package dk.rampe.rights;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.submission.ChildHub;
import dk.rampe.submission.TestCases;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationContext;

/** A hub that erases and is killed again and again ends as one that nobody disturbed. */
class ErasureKillsTest {

    private static final int KILLS = Form.of(3, 15);

    /** How many are carried out between two kills. */
    private static final int A_ROUND = 5;

    /** Half of them have been handed over. */
    private static final int ERASED = (KILLS + 1) * A_ROUND / 2 * 2;

    private static final int CASES = 200 + ERASED;

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private final Erasing erasing = new Erasing(hub);

    /** As the route does, one after the other. */
    public static final class Carry implements ChildHub.Task {

        @Override
        public void run(ApplicationContext rooms) {
            Erasures erasures = rooms.getBean(Erasures.class);
            erasures.open().forEach(erasures::carryOut);
        }
    }

    @Test
    void killedAtAnyMomentItEndsAsIfNobodyHadDisturbedIt() throws Exception {
        fill();
        for (int i = 0; i < ERASED; i++) {
            erasing.erase(caseNumber(i));
        }
        List<String> undisturbed = whatIsLeft();

        hub.empty();
        fill();
        List<String> others = rowsOfOthers();
        for (int i = 0; i < ERASED; i++) {
            erasing.request("740", caseNumber(i));
        }
        Random random = new Random(4);
        int killed = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long standing = ERASED - (long) kill * A_ROUND;
            try (ChildHub child = ChildHub.start(hub, Carry.class)) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> hub.count("erasure where state = 'REQUESTED'") <= standing);
                killed += child.killAfter(Duration.ofMillis(random.nextInt(20))) ? 1 : 0;
            }
        }
        assertThat(killed).as("killed before it was through").isGreaterThan(KILLS / 2);
        new Carry().run(hub.context());

        assertThat(whatIsLeft()).isEqualTo(undisturbed);
        assertThat(rowsOfOthers()).isEqualTo(others);
        providersAreToldOnce();
    }

    private void providersAreToldOnce() {
        hub.clock().advance(Duration.ofMinutes(3));
        List<Delivery> word = hub.deliver(SIND).stream()
                .filter(one -> hub.message(one).has("erased"))
                .toList();
        assertThat(word).hasSize(ERASED / 2);
        assertThat(word)
                .extracting(one -> hub.message(one).path("caseNumber").asText())
                .doesNotHaveDuplicates();
        assertThat(word)
                .allSatisfy(one -> assertThat(hub.message(one).path("messageId").asText())
                        .isEqualTo(one.id().toString()));
    }

    /** Every other case has been handed over. */
    private static void fill() {
        hub.silkeborg("henvisning_20260202_01.csv", lines(0));
        hub.silkeborg("henvisning_20260202_02.csv", lines(1));
        IntStream.range(0, ERASED).forEach(i -> hub.progress(conversation(i, "2026-02-02")));
        hub.silkeborg(
                "sagsopdatering_20260202_01.csv",
                IntStream.range(0, CASES)
                        .mapToObj(i -> update(i, "TLF", "02-02-2026", "%08d".formatted(20_000_000 + i)))
                        .toArray(String[]::new));
        hub.deliver(SILKEBORG);
        Outbox outbox = hub.bean(Outbox.class);
        Claims claims = hub.bean(Claims.class);
        hub.sql("update delivery set due_at = due_at + interval '10 minutes' where participation_id in"
                        + " (select id from participation where right(case_number, 1) in ('1', '3', '5', '7', '9'))")
                .update();
        for (List<Delivery> claimed = claims.claim(SIND); !claimed.isEmpty(); claimed = claims.claim(SIND)) {
            claimed.forEach(outbox::sent);
        }
    }

    private static String[] lines(int odd) {
        return IntStream.range(0, CASES)
                .filter(i -> i % 2 == odd)
                .mapToObj(TestCases::referral)
                .toArray(String[]::new);
    }

    /** Without what is another one each time: ids, times, keys and running numbers. */
    private static List<String> whatIsLeft() {
        List<String> left = new ArrayList<>(hub.sql("""
                        select concat_ws(' ', state, case_number, reason, participations, events, lines, copies, deliveries,
                                         case_number_sealed is not null)
                        from erasure order by number""").query(String.class).list());
        for (String counted : List.of(
                "select 'event', kind, count(*) from event group by kind",
                "select 'delivery', kind, state, count(*) from delivery group by kind, state",
                "select 'line', outcome, blanked_at is null, case_number is null, participation_id is null, count(*)"
                        + " from submission_line group by 2, 3, 4, 5",
                "select 'participation', case_number is null, told is null, count(*) from participation group by 2, 3",
                "select 'key', wrapped is null, count(*) from vault.participation_key group by 2",
                "select 'person', count(*) from vault.person",
                "select 'entry', count(*) from vault.entry",
                "select 'trace', programme, municipality, events, count(*) from erased_participation group by 2, 3, 4",
                "select 'mark', erased_on, count(*) from erased_case group by 2",
                "select 'copy', line is null, count(*) from archive_blanking group by 2")) {
            left.addAll(hub.sql("select one::text from (" + counted + ") one order by 1")
                    .query(String.class)
                    .list());
        }
        return left;
    }

    private static List<String> rowsOfOthers() {
        List<UUID> others = hub.sql("select id from participation where case_number >= ?")
                .param(caseNumber(ERASED))
                .query(UUID.class)
                .list();
        List<String> rows = new ArrayList<>();
        for (String table : List.of("event", "delivery", "submission_line", "vault.entry", "vault.participation_key")) {
            rows.addAll(hub.sql("select one::text from " + table + " one where participation_id = any(?) order by 1")
                    .param(others.toArray(UUID[]::new))
                    .query(String.class)
                    .list());
        }
        rows.addAll(hub.sql("select one::text from participation one where id = any(?) order by 1")
                .param(others.toArray(UUID[]::new))
                .query(String.class)
                .list());
        return rows;
    }
}
