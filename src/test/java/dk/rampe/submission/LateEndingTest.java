package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ending that is told after the referral that followed it: what was taken for a correction opens the case anew. */
class LateEndingTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private UUID first;
    private UUID second;

    @BeforeEach
    void tellTheEndingLast() {
        hub.clock().set("2026-02-20T10:00:00");
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "22222222", "10-02-2026"));
        hub.silkeborg("sagsopdatering_20260212_01.csv", update(1, "EMAIL", "12-02-2026", "ny@example.dk"));
        assertThat(hub.participations(caseNumber(1))).hasSize(1);
        hub.deliver(SIND);
        hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-02-05", ""));
        first = hub.participations(caseNumber(1)).get(0);
        second = hub.participations(caseNumber(1)).get(1);
    }

    @Test
    void theJobcentreIsToldOfTwoParticipations() {
        assertThat(hub.sql("select told ->> 'status' || ' ' || (told ->> 'date') from participation order by number")
                        .query(String.class)
                        .list())
                .containsExactly("COMPLETED 2026-02-05", "RECEIVED 2026-02-10");
    }

    @Test
    void theProviderGetsTheNewParticipationWithAllThatIsKnownOfThePerson() {
        List<Delivery> told = hub.deliver(SIND);
        assertThat(told).extracting(Delivery::participationId).containsOnly(second);
        JsonNode message = hub.message(told.get(told.size() - 1));
        assertThat(message.path("previousParticipationId").asText()).isEqualTo(first.toString());
        assertThat(message.path("referredOn").asText()).isEqualTo("2026-02-10");
        assertThat(message.at("/person/phone").asText()).isEqualTo("22222222");
        assertThat(message.at("/person/email").asText()).isEqualTo("ny@example.dk");
        assertThat(message.at("/person/identifier/value").asText()).isEqualTo(TestCases.personNumber(1));
    }

    @Test
    void bothAreTheSamePersonsAndEveryEventNamesTheLineThatToldIt() {
        assertThat(hub.sql("select distinct person_id from participation")
                        .query(UUID.class)
                        .list())
                .hasSize(1);
        assertThat(hub.sql("""
                        select e.kind || ' ' || s.name from event e join submission s on s.id = e.submission_id
                        where e.participation_id = ? order by e.number""").param(second).query(String.class).list())
                .containsExactly(
                        "REFERRED henvisning_20260210_01.csv", "CONTACT_CHANGED sagsopdatering_20260212_01.csv");
    }

    @Test
    void theSecondReferralSentAgainIsKnownAndItsCorrectionIsTheSecondParticipations() {
        UUID again = hub.silkeborg("henvisning_20260213_01.csv", referral(1, "22222222", "10-02-2026"), referral(2));
        UUID corrected = hub.silkeborg("henvisning_20260214_01.csv", referral(1, "33333333", "09-02-2026"));
        assertThat(hub.outcomes(again)).containsExactly("KNOWN", "ACCEPTED");
        assertThat(hub.sql("select participation_id from submission_line where submission_id = ?")
                        .param(corrected)
                        .query(UUID.class)
                        .single())
                .isEqualTo(second);
        assertThat(hub.participations(caseNumber(1))).hasSize(2);
    }

    @Test
    void twoEndingsInOneFileOpenTwoParticipationsWithTheirPersonalHalves() {
        hub.silkeborg("henvisning_20260202_02.csv", referral(2));
        hub.silkeborg("henvisning_20260210_02.csv", referral(2, "22222222", "08-02-2026"));
        hub.silkeborg("henvisning_20260215_02.csv", referral(2, "33333333", "15-02-2026"));
        hub.deliver(SIND);
        hub.silkeborg(
                "sagsopdatering_20260216_01.csv",
                update(2, "TRUKKET", "05-02-2026", "Flyttet"),
                update(2, "TRUKKET", "12-02-2026", "Flyttet"));
        assertThat(hub.participations(caseNumber(2))).hasSize(3);
        UUID third = hub.participations(caseNumber(2)).get(2);
        assertThat(hub.deliver(SIND).stream()
                        .filter(one -> third.equals(one.participationId()))
                        .map(one -> hub.message(one).at("/person/phone").asText()))
                .containsExactly("33333333");
        assertThat(hub.sql("select distinct person_id from participation where case_number = ?")
                        .param(caseNumber(2))
                        .query(UUID.class)
                        .list())
                .hasSize(1);
    }
}
