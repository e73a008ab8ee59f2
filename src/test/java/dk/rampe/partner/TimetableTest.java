package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class TimetableTest {

    private static final String NIGHTLY = "0 30 2 * * *";
    private static final String WEEKDAYS = "0 0 6 * * MON-FRI";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29", "2026-10-25", "2026-06-01"})
    void halfPastTwoComesOnceInANightOnTwoNodesWhateverTheClocksDo(String night) {
        Timetable one = node();
        Timetable other = node();
        hub.clock().set(night + "T00:00:00");
        one.begin("nightly", NIGHTLY);
        Instant morning =
                LocalDateTime.parse(night + "T06:00:00").atZone(DanishTime.ZONE).toInstant();
        List<LocalDateTime> runs = new ArrayList<>();
        while (hub.clock().instant().isBefore(morning)) {
            for (Timetable node : List.of(one, other)) {
                if (node.begin("nightly", NIGHTLY)) {
                    runs.add(LocalDateTime.now(hub.clock()));
                }
            }
            hub.clock().advance(Duration.ofMinutes(5));
        }
        assertThat(runs).singleElement().satisfies(run -> assertThat(run)
                .isBetween(LocalDateTime.parse(night + "T02:30:00"), LocalDateTime.parse(night + "T03:06:00")));
    }

    @Test
    void twoNodesThatAskAtOnceGetOneYes() throws Exception {
        hub.clock().set("2026-06-01T00:00:00");
        node().begin("nightly", NIGHTLY);
        hub.clock().set("2026-06-01T02:31:00");
        var transaction = hub.bean(TransactionTemplate.class);
        List<Callable<Boolean>> asking = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asking.add(() -> transaction.execute(status -> node().begin("nightly", NIGHTLY)));
        }
        var threads = Executors.newFixedThreadPool(6);
        List<Boolean> answers = new ArrayList<>();
        for (Future<Boolean> answer : threads.invokeAll(asking)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers).containsOnlyOnce(true);
    }

    @Test
    void whatFailsIsDoneAgainByWhoAsksNext() {
        hub.clock().set("2026-06-01T00:00:00");
        node().begin("nightly", NIGHTLY);
        hub.clock().set("2026-06-01T02:31:00");
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            assertThat(node().begin("nightly", NIGHTLY)).isTrue();
            status.setRollbackOnly();
        });
        assertThat(node().begin("nightly", NIGHTLY)).isTrue();
    }

    @Test
    void afterTwoDaysAwayItRunsOnce() {
        hub.clock().set("2026-06-01T12:00:00");
        assertThat(node().begin("nightly", NIGHTLY)).isFalse();
        hub.clock().set("2026-06-03T12:00:00");
        assertThat(node().begin("nightly", NIGHTLY)).isTrue();
        assertThat(node().begin("nightly", NIGHTLY)).isFalse();
    }

    @Test
    void aClockThatWasAheadAndIsPutBackSkipsNoTimeAndRunsNoneTwice() {
        hub.clock().set("2026-06-01T12:00:00");
        node().begin("nightly", NIGHTLY);
        hub.clock().set("2026-06-03T12:00:00");
        assertThat(node().begin("nightly", NIGHTLY)).isTrue();
        hub.clock().set("2026-06-01T12:01:00");
        assertThat(node().begin("nightly", NIGHTLY)).isFalse();
        List<LocalDateTime> runs = new ArrayList<>();
        for (int hour = 0; hour < 4 * 24; hour++) {
            hub.clock().advance(Duration.ofHours(1));
            if (node().begin("nightly", NIGHTLY)) {
                runs.add(LocalDateTime.now(hub.clock()));
            }
        }
        assertThat(runs.stream().map(run -> run.toLocalDate().toString()))
                .as("the third has been run")
                .containsExactly("2026-06-02", "2026-06-04", "2026-06-05");
    }

    @Test
    void aRestartBetweenTwoTimesRunsNothing() {
        hub.clock().set("2026-06-01T01:00:00");
        node().begin("nightly", NIGHTLY);
        hub.clock().set("2026-06-01T02:30:00");
        assertThat(node().begin("nightly", NIGHTLY)).isTrue();
        hub.clock().set("2026-06-01T20:00:00");
        assertThat(node().begin("nightly", NIGHTLY)).isFalse();
    }

    @Test
    void weekdaysSkipTheWeekend() {
        hub.clock().set("2026-02-06T05:00:00");
        node().begin("status", WEEKDAYS);
        List<LocalDateTime> runs = new ArrayList<>();
        for (int hour = 0; hour < 4 * 24 + 12; hour++) {
            hub.clock().advance(Duration.ofHours(1));
            if (node().begin("status", WEEKDAYS)) {
                runs.add(LocalDateTime.now(hub.clock()));
            }
        }
        assertThat(runs.stream().map(run -> run.toLocalDate().toString()))
                .containsExactly("2026-02-06", "2026-02-09", "2026-02-10");
    }

    @Test
    void whatRunsOnceEverRunsOnceEver() {
        assertThat(node().beginOnce("first")).isTrue();
        hub.clock().advance(Duration.ofDays(400));
        assertThat(node().beginOnce("first")).isFalse();
    }

    @Test
    void whatIsDueStaysDueUntilItsTimeIsTaken() {
        hub.clock().set("2026-06-01T12:00:00");
        assertThat(node().due("nightly", NIGHTLY)).isEmpty();
        hub.clock().set("2026-06-03T12:00:00");
        LocalDateTime planned = LocalDateTime.parse("2026-06-03T02:30:00");
        assertThat(node().due("nightly", NIGHTLY)).contains(planned);
        assertThat(node().due("nightly", NIGHTLY)).contains(planned);
        assertThat(node().take("nightly", planned)).isTrue();
        assertThat(node().take("nightly", planned)).isFalse();
        assertThat(node().due("nightly", NIGHTLY)).isEmpty();
    }

    private static Timetable node() {
        return new Timetable(hub.bean(JdbcClient.class), hub.clock());
    }
}
