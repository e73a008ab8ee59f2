package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Delivery;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tellings of one thing: known, corrected, changed back, late; and when a referral opens a case anew. */
class VersionsTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void oneChangedLineIsOneCorrectionAndTheOthersAreKnown() {
        UUID first =
                hub.store(SILKEBORG, file(1), "same id", TestHub.csv(file(1), referral(1), referral(2), referral(3)));
        hub.process(first);
        UUID changed = hub.store(
                SILKEBORG,
                file(2),
                "same id",
                TestHub.csv(file(2), referral(1), referral(2, "22222222", "01-02-2026"), referral(3)));
        hub.process(changed);
        assertThat(hub.outcomes(changed)).containsExactly("KNOWN", "ACCEPTED", "KNOWN");
        assertThat(hub.faults(changed)).isEqualTo("W-2102");
        assertThat(hub.participations(caseNumber(2))).hasSize(1);
        assertThat(hub.count("event")).isEqualTo(4);
        assertThat(phone(2)).isEqualTo("22222222");
    }

    @Test
    void theSameWithANewSendersIdIsACorrectionWithoutAWarning() {
        hub.silkeborg(file(1), referral(1));
        UUID changed = hub.silkeborg(file(2), referral(1, "22222222", "01-02-2026"));
        assertThat(hub.outcomes(changed)).containsExactly("ACCEPTED");
        assertThat(hub.faults(changed)).isEmpty();
    }

    @Test
    void aChangeBackIsTaken() {
        hub.silkeborg(file(1), referral(1));
        hub.silkeborg(file(2), referral(1, "22222222", "01-02-2026"));
        UUID back = hub.silkeborg(file(3), referral(1), referral(2));
        assertThat(hub.outcomes(back)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(phone(1)).isEqualTo("11111111");
    }

    @Test
    void anOlderFileThatArrivesLateDoesNotWin() {
        hub.silkeborg(file(5), referral(1, "55555555", "01-02-2026"));
        UUID late = hub.silkeborg(file(4), referral(1, "44444444", "01-02-2026"));
        assertThat(hub.outcomes(late)).containsExactly("ACCEPTED");
        assertThat(phone(1)).isEqualTo("55555555");
        UUID lateAgain = hub.silkeborg(file(4), referral(1, "44444444", "01-02-2026"), referral(2));
        assertThat(hub.outcomes(lateAgain)).containsExactly("KNOWN", "ACCEPTED");
    }

    @Test
    void aReferralAfterAnEndingIsANewParticipationOfTheSamePerson() {
        hub.silkeborg(file(1), referral(1));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "03-02-2026", "Flyttet"));
        hub.silkeborg(file(2), referral(1, "11111111", "10-02-2026"));
        assertThat(hub.participations(caseNumber(1))).hasSize(2);
        assertThat(persons(1)).hasSize(1);
        List<UUID> both = hub.participations(caseNumber(1));
        assertThat(hub.deliver(SIND).stream().filter(one -> both.get(1).equals(one.participationId())))
                .singleElement()
                .satisfies(opened -> assertThat(hub.message(opened)
                                .path("previousParticipationId")
                                .asText())
                        .isEqualTo(both.get(0).toString()));
    }

    @Test
    void aReferralBeforeAnyEndingIsACorrection() {
        hub.silkeborg(file(1), referral(1));
        hub.silkeborg(file(2), referral(1, "11111111", "10-02-2026"));
        assertThat(hub.participations(caseNumber(1))).hasSize(1);
    }

    @Test
    void aCorrectionOfTheFirstReferralLeavesTheSecondAlone() {
        hub.silkeborg(file(1), referral(1));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "03-02-2026", "Flyttet"));
        hub.silkeborg(file(2), referral(1, "11111111", "10-02-2026"));
        hub.silkeborg(file(3), referral(1, "33333333", "02-02-2026"));
        assertThat(hub.sql("""
                        select array_agg(e.occurred_on::text order by e.number) from participation p
                        join event e on e.participation_id = p.id and e.kind = 'REFERRED'
                        group by p.number order by p.number""").query((row, i) -> row.getString(1)).list())
                .containsExactly("{2026-02-01,2026-02-02}", "{2026-02-10}");
    }

    @Test
    void aCorrectedPersonNumberMakesItTheOtherPersonsCase() {
        hub.silkeborg(file(1), referral(1, personNumber(7), "11111111", "01-02-2026"), referral(2));
        hub.silkeborg(file(2), referral(1, personNumber(2), "11111111", "01-02-2026"));
        assertThat(persons(1)).isEqualTo(persons(2));
    }

    @Test
    void anUpdateIsAboutTheParticipationThatRanWhenItTookEffect() {
        hub.silkeborg(file(1), referral(1));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "05-02-2026", "Flyttet"));
        hub.silkeborg(file(2), referral(1, "11111111", "10-02-2026"));
        UUID updates = hub.silkeborg(
                "sagsopdatering_20260211_01.csv",
                update(1, "TLF", "03-02-2026", "33333333"),
                update(1, "TLF", "12-02-2026", "44444444"));
        assertThat(hub.sql("select participation_id from submission_line where submission_id = ? order by line")
                        .param(updates)
                        .query(UUID.class)
                        .list())
                .isEqualTo(hub.participations(caseNumber(1)));
    }

    @Test
    void anElementWithSeveralChangesTakesThoseThatAreNews() {
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                TestCases.henvisning(1, personNumber(1), "11111111", "2026-02-01"));
        String phone = "<Telefon>+4522222222</Telefon>";
        hub.norddjurs(
                "RAMPE_202602030600.xml",
                "2026-02-03T06:00:00+01:00",
                TestCases.sagsopdatering(1, "RET", "2026-02-03", phone));
        UUID more = hub.norddjurs(
                "RAMPE_202602040600.xml",
                "2026-02-04T06:00:00+01:00",
                TestCases.sagsopdatering(1, "RET", "2026-02-03", phone + "<Email>ny@example.dk</Email>"));
        assertThat(hub.outcomes(more)).containsExactly("ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(3);
    }

    private static String file(int number) {
        return "henvisning_20260202_%02d.csv".formatted(number);
    }

    /** As the provider was told last. */
    private static String phone(int i) {
        String participation = hub.participation(caseNumber(i)).toString();
        List<Delivery> cases = hub.deliver(SIND).stream()
                .filter(one -> one.orderKey().equals(participation))
                .toList();
        return hub.message(cases.get(cases.size() - 1)).at("/person/phone").asText();
    }

    private static List<UUID> persons(int i) {
        return hub.sql("select distinct person_id from participation where case_number = ?")
                .param(caseNumber(i))
                .query(UUID.class)
                .list();
    }
}
