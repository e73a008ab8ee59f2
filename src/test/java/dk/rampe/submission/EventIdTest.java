package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** What a provider's event id belongs to, and what a provider may learn of cases that are not its own. */
class EventIdTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void anEventIdToldAboutAnotherCaseIsRefusedAndTheFirstStands() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.deliver(SIND);
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(id, 2, "STARTED", "2026-02-03", ""));
        assertThat(casesOf(id)).containsExactly(caseNumber(1));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> assertThat(codes(rejection))
                .containsExactly("R-3005"));
    }

    @Test
    void anEventIdBelongsToItsCaseAlsoWhileItWaits() {
        hub.silkeborg(FILE, referral(2));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(id, 2, "STARTED", "2026-02-03", ""));
        hub.silkeborg("henvisning_20260202_02.csv", referral(1));
        assertThat(casesOf(id)).containsExactly(caseNumber(1));
    }

    @Test
    void anEventIdIsFreeAgainWhenTheEventWasRefused() {
        hub.silkeborg(FILE, referral(2));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.clock().advance(Duration.ofDays(31));
        OverdueLines overdue = hub.bean(OverdueLines.class);
        overdue.submissions().forEach(overdue::refuse);
        hub.progress(event(id, 2, "STARTED", "2026-02-03", ""));
        assertThat(casesOf(id)).containsExactly(caseNumber(2));
    }

    @Test
    void anEventIdToldAboutTwoCasesAtOnceIsTakenForOneOfThem() throws Exception {
        hub.silkeborg(FILE, referral(1), referral(2));
        UUID id = UUID.randomUUID();
        CompletableFuture<Void> second = new CompletableFuture<>();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
            second.completeAsync(() -> {
                hub.progress(event(id, 2, "STARTED", "2026-02-03", ""));
                return null;
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            second.isDone() || hub.count("pg_locks where locktype = 'advisory' and not granted") > 0);
        });
        second.get(30, TimeUnit.SECONDS);
        assertThat(casesOf(id)).containsExactly(caseNumber(1));
    }

    @Test
    void anEventIdToldAboutTheNextParticipationOfTheCaseIsRefused() {
        hub.silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-02", ""));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "03-02-2026", "Flyttet"));
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "11111111", "10-02-2026"));
        UUID next = hub.participations(caseNumber(1)).get(1);
        hub.deliver(SIND);
        hub.progress("""
                {"eventId": "%s", "participationId": "%s", "kind": "STARTED", "occurredOn": "2026-02-12"}""".formatted(id, next));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> assertThat(codes(rejection))
                .containsExactly("R-3005"));
        assertThat(hub.count("event where key = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void anEventToldAgainOrCorrectedAfterTheCaseWasOpenedAnewStillBelongsWhereItWas() {
        hub.silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-02", ""));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "05-02-2026", "Flyttet"));
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "11111111", "10-02-2026"));
        hub.progress(event(id, 1, "STARTED", "2026-02-02", ", \"note\": \"told again\""));
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-04", ", \"supersedes\": \"" + id + '"'));
        UUID first = hub.participations(caseNumber(1)).get(0);
        assertThat(hub.sql(
                                "select occurred_on::text from event where participation_id = ? and kind = 'STARTED' order by number")
                        .param(first)
                        .query(String.class)
                        .list())
                .containsExactly("2026-02-02", "2026-02-03", "2026-02-04");
        assertThat(hub.sql("select l.outcome from submission_line l join submission s on s.id = l.submission_id "
                                + "where s.channel = 'JMS' order by s.number")
                        .query(String.class)
                        .list())
                .containsExactly("ACCEPTED", "KNOWN", "ACCEPTED", "ACCEPTED");
    }

    @Test
    void aForeignProvidersEventForAKnownCaseGetsWhatAnUnknownCaseGets() {
        hub.silkeborg(FILE, referral(1));
        hub.sql("update participation set provider = 'somebody else'").update();
        hub.deliver("somebody else");
        hub.deliver(SIND);
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(UUID.randomUUID(), 2, "STARTED", "2026-02-03", ""));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        assertThat(answers()).containsExactly("PROCESSED WAITING []", "PROCESSED WAITING []");
        assertThat(hub.deliver(SIND)).isEmpty();
        hub.clock().advance(Duration.ofDays(31));
        OverdueLines overdue = hub.bean(OverdueLines.class);
        overdue.submissions().forEach(overdue::refuse);
        List<JsonNode> faults = hub.deliver(SIND).stream()
                .map(rejection -> hub.message(rejection).path("faults"))
                .toList();
        assertThat(faults).hasSize(2);
        assertThat(faults.get(0)).isEqualTo(faults.get(1));
        assertThat(answers()).hasSize(2);
        assertThat(answers().get(0)).isEqualTo(answers().get(1)).contains("R-3101");
    }

    private static List<String> answers() {
        return hub.sql("""
                        select s.state || ' ' || l.outcome || ' ' || l.faults
                        from submission s join submission_line l on l.submission_id = s.id
                        where s.channel = 'JMS' order by s.number""").query(String.class).list();
    }

    private static List<String> casesOf(UUID eventId) {
        return hub.sql(
                        "select p.case_number from event e join participation p on p.id = e.participation_id where e.key = ?")
                .param(eventId.toString())
                .query(String.class)
                .list();
    }

    private static List<String> codes(Delivery rejection) {
        return hub.message(rejection).path("faults").findValuesAsText("code");
    }
}
