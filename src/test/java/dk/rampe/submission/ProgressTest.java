package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a provider tells, and what waits for its case or for what it corrects. */
class ProgressTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void anEventBeforeItsCaseWaitsAndIsTakenUpWithIt() {
        hub.progress(conversation(1, "2026-02-02"));
        assertThat(lines()).containsExactly("WAITING");
        assertThat(hub.count("event")).isZero();
        hub.silkeborg(FILE, referral(1));
        assertThat(lines()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(hub.count("waiting_line")).isZero();
        assertThat(hub.sql("select kind from event order by number")
                        .query(String.class)
                        .list())
                .containsExactly("REFERRED", "CONVERSATION");
    }

    @Test
    void aCorrectionBeforeWhatItCorrectsWaitsForIt() {
        hub.silkeborg(FILE, referral(1));
        UUID corrected = UUID.randomUUID();
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", ", \"supersedes\": \"" + corrected + '"'));
        assertThat(lines()).containsExactly("ACCEPTED", "WAITING");
        hub.progress(event(corrected, 1, "STARTED", "2026-02-02", ""));
        assertThat(lines()).containsOnly("ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(3);
    }

    @Test
    void aChainOfCorrectionsIsTakenUpWholeWhateverTheOrder() {
        hub.silkeborg(FILE, referral(1));
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-05", ", \"supersedes\": \"" + second + '"'));
        hub.progress(event(second, 1, "STARTED", "2026-02-04", ", \"supersedes\": \"" + first + '"'));
        hub.progress(event(first, 1, "STARTED", "2026-02-03", ""));
        assertThat(lines()).containsOnly("ACCEPTED");
    }

    @Test
    void anEventThatNamesItselfIsAVersionAndWaitsForNothing() {
        hub.silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ", \"supersedes\": \"" + id + '"'));
        assertThat(lines()).containsOnly("ACCEPTED");
    }

    @Test
    void anUnreadableMessageThatComesAgainIsRefusedOnce() {
        ProgressEvents events = hub.bean(ProgressEvents.class);
        List.of("ID:1", "ID:1", "ID:2").forEach(id -> events.refuseUnreadable("sind", "JMS", id));
        assertThat(hub.count("submission where state = 'REFUSED'")).isEqualTo(2);
        assertThat(hub.count("delivery where kind = 'REJECTION'")).isEqualTo(2);
    }

    @Test
    void theSameEventAgainChangesNothing() {
        hub.silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ""));
        hub.progress(event(id, 1, "STARTED", "2026-02-03", ", \"note\": \"something\""));
        assertThat(hub.count("event")).isEqualTo(2);
        assertThat(hub.sql("select state from submission where channel = 'JMS' order by number")
                        .query(String.class)
                        .list())
                .containsExactly("PROCESSED", "DUPLICATE", "PROCESSED");
        assertThat(lines()).contains("KNOWN");
    }

    @Test
    void theSameEventWithItsFieldsInAnotherOrderIsADuplicate() {
        hub.silkeborg(FILE, referral(1));
        UUID id = UUID.randomUUID();
        String job = ", \"placementId\": \"1-F\", \"placement\": \"FLEX_JOB\", \"weeklyMinutes\": 300";
        String employer = ", \"employerCvr\": \"99999999\"";
        hub.progress(event(id, 1, "PLACEMENT_STARTED", "2026-02-03", job + employer));
        hub.progress(event(id, 1, "PLACEMENT_STARTED", "2026-02-03", employer + job));
        assertThat(lines()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(hub.count("submission where state = 'DUPLICATE'")).isEqualTo(1);
    }

    @Test
    void aParticipationOfAnotherProviderIsRefusedLikeAnUnknownOne() {
        hub.silkeborg(FILE, referral(1));
        UUID participation = hub.participation(caseNumber(1));
        hub.sql("update participation set provider = 'somebody else'").update();
        hub.deliver(SIND);
        hub.progress(of(participation));
        hub.progress(of(UUID.randomUUID()));
        List<JsonNode> rejections = hub.deliver(SIND).stream().map(hub::message).toList();
        assertThat(rejections).hasSize(2);
        assertThat(rejections.get(0).path("faults")).isEqualTo(rejections.get(1).path("faults"));
        assertThat(rejections.get(0).at("/faults/0/code").asText()).isEqualTo("R-3004");
        assertThat(hub.count("event")).isEqualTo(1);
    }

    @Test
    void aCaseNumberThatFitsTwoParticipationsIsRefused() {
        openTwice();
        hub.deliver(SIND);
        UUID eventId = UUID.randomUUID();
        hub.progress(event(eventId, 1, "STARTED", "2026-02-11", ""));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> {
            assertThat(rejection.kind()).isEqualTo(Delivery.Kind.REJECTION);
            assertThat(hub.message(rejection).path("eventId").asText()).isEqualTo(eventId.toString());
            assertThat(hub.message(rejection).at("/faults/0/code").asText()).isEqualTo("R-3001");
        });
        hub.progress(of(hub.participations(caseNumber(1)).get(1)));
        assertThat(lines()).endsWith("ACCEPTED");
    }

    @Test
    void anEventThatIsRefusedWhenItsCaseComesIsRejectedAfterAll() {
        hub.progress(conversation(1, "2026-02-02"));
        UUID file = hub.silkeborg(FILE, referral(9));
        // two participations in one step, so that the case number has become ambiguous
        hub.sql("""
                insert into participation (id, municipality, case_number, programme, occurrence, person_id, provider, created_at)
                select gen_random_uuid(), municipality, ?, programme, 1, person_id, provider, created_at from participation""").param(caseNumber(1)).update();
        hub.sql("""
                insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line, recorded_at)
                select (select id from participation where case_number = ?), key, kind, date '2026-01-01', facts, '', ?, 99, recorded_at
                from event""").param(caseNumber(1)).param(file).update();
        hub.sql("""
                insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line, recorded_at)
                select (select id from participation where case_number = ?), 'w', 'WITHDRAWN', date '2026-01-05', '{}', '', ?, 98, now()""").param(caseNumber(1)).param(file).update();
        hub.deliver(SIND);
        hub.silkeborg("henvisning_20260202_02.csv", referral(1));
        assertThat(hub.participations(caseNumber(1))).hasSize(2);
        assertThat(hub.deliver(SIND)).anySatisfy(rejection -> {
            assertThat(rejection.kind()).isEqualTo(Delivery.Kind.REJECTION);
            assertThat(hub.message(rejection).at("/faults/0/code").asText()).isEqualTo("R-3001");
        });
        assertThat(hub.sql("select state from submission where channel = 'JMS'")
                        .query(String.class)
                        .single())
                .isEqualTo("REFUSED");
    }

    @Test
    void aLineTakenUpGetsItsSenderASupplementaryReceipt() {
        UUID early = hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        List<Delivery> first = hub.deliver(SILKEBORG);
        String before = hub.file(first.get(1));
        assertThat(before).contains("AFVENTER");
        hub.silkeborg(FILE, referral(1));
        assertThat(hub.outcomes(early)).containsExactly("ACCEPTED");
        List<Delivery> supplementary = hub.deliver(SILKEBORG).stream()
                .filter(one -> early.equals(one.submissionId()))
                .toList();
        assertThat(supplementary).singleElement().satisfies(receipt -> {
            assertThat(receipt.names())
                    .containsExactly(
                            "sagsopdatering_20260202_01.csv.kvittering.2.csv",
                            "sagsopdatering_20260202_01.csv.2.sftpreceipt");
            assertThat(hub.file(receipt)).contains("MODTAGET").doesNotContain("AFVENTER");
        });
        assertThat(hub.file(first.get(1))).isEqualTo(before);
    }

    @Test
    void whatWaitedWithinOneFileIsToldInItsOneReceipt() {
        String[] elements = new String[502];
        for (int i = 0; i < 501; i++) {
            elements[i] = TestCases.henvisning(i, TestCases.personNumber(i), "11111111", "2026-02-01");
        }
        elements[501] = TestCases.sagsopdatering(500, "RET", "2026-02-03", "<Telefon>+4522222222</Telefon>");
        String file = new String(TestCases.xml(UUID.randomUUID(), "2026-02-02T06:00:00+01:00", elements));
        // the update comes first, its case in the second batch
        String updates = file.substring(file.indexOf("<Sagsopdateringer>"), file.indexOf("</RampeLeverance>"));
        byte[] swapped = file.replace(updates, "")
                .replace("<Henvisninger>", updates + "<Henvisninger>")
                .getBytes();
        UUID id = hub.process(hub.store(TestHub.NORDDJURS, "RAMPE_202602020600.xml", null, swapped));
        assertThat(hub.outcomes(id)).hasSize(502).containsOnly("ACCEPTED");
        assertThat(hub.deliver(TestHub.NORDDJURS)).singleElement().satisfies(receipt -> {
            assertThat(receipt.names()).containsExactly("RAMPE_202602020600.xml.kvittering.xml");
            assertThat(hub.file(receipt)).contains("antal=\"502\"", "modtaget=\"502\"");
        });
    }

    private static void openTwice() {
        hub.silkeborg(FILE, referral(1));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "03-02-2026", "Flyttet"));
        hub.silkeborg("henvisning_20260202_02.csv", referral(1, "11111111", "10-02-2026"));
    }

    private static String of(UUID participation) {
        return """
                {"eventId": "%s", "participationId": "%s", "kind": "STARTED", "occurredOn": "2026-02-12"}""".formatted(UUID.randomUUID(), participation);
    }

    private static List<String> lines() {
        return hub.sql("""
                        select outcome from submission_line l join submission s on s.id = l.submission_id
                        order by s.number, line""").query(String.class).list();
    }
}
