package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Fetching;
import dk.rampe.vault.Vault;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of a participation that ended in February and whose personal half went in September. */
class ClosedCasesTest {

    private static final String REFERRALS = "henvisning_20260202_01.csv";
    private static final String UPDATES = "sagsopdatering_20260202_01.csv";
    private static final String LATER = "sagsopdatering_20260901_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private UUID participation;

    @BeforeEach
    void closeACase() {
        hub.silkeborg(REFERRALS, referral(1));
        hub.silkeborg(
                UPDATES, update(1, "TLF", "02-02-2026", "33333333"), update(1, "TRUKKET", "10-02-2026", "Flyttet"));
        hub.deliver(SIND);
        hub.deliver(SILKEBORG);
        participation = hub.participation(caseNumber(1));
        hub.clock().set("2026-09-01T10:00:00");
        hub.bean(Vault.class).destroy(List.of(participation));
    }

    @Test
    void whatIsPersonalIsRefusedAndWhatIsKnownStaysKnown() {
        UUID updates = hub.silkeborg(
                LATER, update(1, "TLF", "02-02-2026", "33333333"), update(1, "TLF", "03-02-2026", "44444444"));
        assertThat(hub.outcomes(updates)).containsExactly("KNOWN", "REJECTED R-3007");
        UUID referrals =
                hub.silkeborg("henvisning_20260901_01.csv", referral(1), referral(1, "44444444", "01-02-2026"));
        assertThat(hub.outcomes(referrals)).containsExactly("KNOWN", "REJECTED R-3007");
        assertThat(hub.deliver(SIND)).isEmpty();
    }

    @Test
    void whatIsNotIsTakenAndTheProviderHearsNothingOfIt() {
        UUID file = hub.silkeborg(LATER, update(1, "ADRBESKYT", "03-02-2026", "J"));
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED");
        assertThat(hub.deliver(SIND)).isEmpty();
    }

    @Test
    void aProvidersEventIsTakenWithoutWhatIsPersonalInIt() {
        String started =
                event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", ", \"contactPerson\": \"Konrad Taktmand\"");
        hub.progress(started);
        hub.progress(conversation(1, "2026-02-04"));
        hub.progress(started.replace("{", "{ \"note\": \"again\", "));
        assertThat(hub.sql("""
                        select outcome || ' ' || coalesce(faults -> 0 ->> 'code', '') from submission_line
                        where message = 'progress' order by decided_at, (select number from submission where id = submission_id)""").query(String.class).list()).containsExactly("WARNING W-3008", "ACCEPTED ", "KNOWN ");
        assertThat(hub.count("vault.entry where participation_id = '" + participation + "'"))
                .isZero();
    }

    @Test
    void anEndingThatComesLateOpensNothingAnewOutOfWhatIsGone() {
        hub.silkeborg("henvisning_20260901_01.csv", referral(2, "11111111", "01-02-2026"));
        hub.silkeborg("henvisning_20260901_02.csv", referral(2, "22222222", "05-02-2026"));
        hub.deliver(SIND);
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(2)));
        hub.progress(event(UUID.randomUUID(), 2, "COMPLETED", "2026-02-03", ""));
        assertThat(hub.participations(caseNumber(2))).hasSize(1);
        assertThat(hub.deliver(SIND)).isEmpty();
    }

    @Test
    void aReferralAfterItsEndOpensTheNext() {
        UUID file = hub.silkeborg("henvisning_20260901_01.csv", referral(1, "44444444", "01-09-2026"));
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED");
        assertThat(hub.participations(caseNumber(1))).hasSize(2);
        assertThat(hub.deliver(SIND)).singleElement().satisfies(message -> {
            assertThat(hub.message(message).path("previousParticipationId").asText())
                    .isEqualTo(participation.toString());
            assertThat(hub.message(message).at("/person/phone").asText()).isEqualTo("44444444");
        });
        assertThat(hub.deliver(SIND)).extracting(Delivery::kind).isEmpty();
    }

    @Test
    void whoFetchesFromTheBeginningGetsNothingOfIt() {
        assertThat(hub.bean(Fetching.class).cases(SIND, 0, 100).messages()).isEmpty();
    }
}
