package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Delivery;
import dk.rampe.submission.LineOutcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that a broker has handed over again and again in vain. */
class EventsSetAsideTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @AfterEach
    void mend() {
        hub.sql("drop trigger if exists broken on submission_line").update();
    }

    @Test
    void whatWasSetAsideIsTakenAsSoonAsItCanBe() {
        hub.silkeborg(FILE, referral(1));
        breakDown();
        String event = conversation(1, "2026-02-02");
        assertThatThrownBy(() -> hub.progress(event)).isInstanceOf(RuntimeException.class);
        keep(event);
        assertThatThrownBy(() -> hub.process(stored().get(0))).isInstanceOf(RuntimeException.class);
        assertThat(hub.count("event")).isEqualTo(1);

        mend();
        hub.process(stored().get(0));
        assertThat(stored()).isEmpty();
        assertThat(hub.sql("select kind from event order by number")
                        .query(String.class)
                        .list())
                .containsExactly("REFERRED", "CONVERSATION");
    }

    @Test
    void theSameEventAgainIsADuplicateAndWaits() {
        String event = conversation(1, "2026-02-02");
        keep(event);
        keep(event);
        assertThat(hub.bean(ProgressEvents.class)
                        .take(SIND, "REST", json(event))
                        .outcome())
                .isEqualTo(Outcome.WAITING);
        assertThat(hub.sql("select state from submission order by number")
                        .query(String.class)
                        .list())
                .containsExactly("STORED", "DUPLICATE", "DUPLICATE");
    }

    @Test
    void anEventThatIsRefusedWhenItCanBeReadIsToldToItsProvider() {
        keep("{\"kind\": \"NOTHING\"}");
        hub.process(stored().get(0));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> {
            assertThat(rejection.kind()).isEqualTo(Delivery.Kind.REJECTION);
            assertThat(hub.message(rejection).at("/faults/0/code").asText()).isEqualTo("R-1301");
        });
    }

    @Test
    void afterThirtyDaysItIsRefusedAndMayBeSentAgain() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        String event = conversation(1, "2026-02-02");
        keep(event);
        hub.clock().advance(Duration.ofDays(30).minusHours(1));
        assertThat(hub.bean(EventsSetAside.class).overdue()).isEmpty();
        hub.clock().advance(Duration.ofHours(2));
        hub.bean(EventsSetAside.class).overdue().forEach(hub.bean(EventsSetAside.class)::refuse);
        assertThat(stored()).isEmpty();
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> {
            JsonNode fault = hub.message(rejection).at("/faults/0");
            assertThat(fault.path("code").asText()).isEqualTo("R-3102");
            assertThat(fault.path("text").asText()).contains("inden for 30 dage");
        });

        hub.progress(event);
        assertThat(hub.count("event where kind = 'CONVERSATION'")).isEqualTo(1);
    }

    @Test
    void anErasureRefusesWhatIsKeptAboutItsCaseAndNothingElse() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.deliver(SIND);
        UUID participation = hub.participation(caseNumber(1));
        keep(conversation(1, "2026-02-02"));
        keep(event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", "").replace("\"740\"", "\"707\""));
        keep(conversation(2, "2026-02-02"));
        keep("{\"participationId\": \"" + participation + "\"}");

        erase(1);

        assertThat(hub.sql(
                                "select state || ' ' || coalesce(faults -> 0 ->> 'code', '') from submission where channel = 'JMS' order by number")
                        .query(String.class)
                        .list())
                .containsExactly("REFUSED R-3006", "STORED ", "STORED ", "REFUSED R-3006");
        assertThat(hub.count("archive_blanking b join submission s on s.id = b.submission_id where s.channel = 'JMS'"))
                .isEqualTo(2);
    }

    private static void erase(int number) {
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> hub.bean(CaseErasure.class)
                .erase(UUID.randomUUID(), new CaseKey("740", caseNumber(number))));
    }

    /** As a fault of ours would: no line can be noted. */
    private static void breakDown() {
        hub.sql("""
                create or replace function broken() returns trigger language plpgsql as
                $$ begin raise exception 'broken'; end $$""").update();
        hub.sql("create trigger broken before insert on submission_line execute function broken()")
                .update();
    }

    private static void keep(String event) {
        hub.bean(EventsSetAside.class).keep(SIND, json(event), new IllegalStateException());
    }

    private static List<UUID> stored() {
        return hub.sql("select id from submission where state = 'STORED' order by number")
                .query(UUID.class)
                .list();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
