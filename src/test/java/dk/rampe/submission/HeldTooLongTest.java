package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Fetching;
import dk.rampe.delivery.StatusFiles;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.NightlyPurge;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** A day before each limit all is there, a day after it what must go is gone, and nothing else. */
class HeldTooLongTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String UPDATES = "sagsopdatering_20260202_01.csv";

    static final Map<String, String> SETTINGS = Map.of(
            "rampe.partners.norddjurs.retention.archive", "10d",
            "rampe.partners.norddjurs.retention.refused-lines", "60d",
            "rampe.partners.norddjurs.retention.records", "2m",
            "rampe.partners.norddjurs.retention.vault", "1m",
            "rampe.programmes.rampen.evaluation-ends", "2029-12-31");

    @RegisterExtension
    static final TestHub hub = new TestHub(SETTINGS);

    @Test
    void aCopyGoesWithItsKeyAfterThirtyDaysOrWhenItsPartnersAgreementSays() {
        UUID silkeborg = hub.silkeborg(FILE, referral(1));
        UUID norddjurs = norddjurs("2026-02-02T09:00:00+01:00");
        purgeAt("2026-02-11T10:00:00");
        assertThat(copies()).isEqualTo(2);
        purgeAt("2026-02-13T10:00:00");
        assertThat(hasCopy(norddjurs)).isFalse();
        assertThat(hasCopy(silkeborg)).isTrue();
        purgeAt("2026-03-03T10:00:00");
        assertThat(hasCopy(silkeborg)).isTrue();
        purgeAt("2026-03-05T10:00:00");
        assertThat(hasCopy(silkeborg)).isFalse();
        assertThat(copies()).isZero();
        assertThat(hub.count("archive_chunk")).isZero();
        assertThat(partitions()).isZero();
        assertThat(proof(HeldClass.ARCHIVE)).isEqualTo("1 removed, 0 left");
    }

    @Test
    void whatIsNotWorkedThroughKeepsItsCopyAndWhatItMustBlankIsForgottenWithTheCopy() {
        UUID stored = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referral(1)));
        UUID worked = hub.silkeborg("henvisning_20260202_02.csv", referral(2));
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.bean(ArchiveBlanking.class).markWhole(stored);
            hub.bean(ArchiveBlanking.class).markWhole(worked);
        });
        purgeAt("2027-06-01T10:00:00");
        assertThat(hasCopy(stored)).isTrue();
        assertThat(hasCopy(worked)).isFalse();
        assertThat(hub.count("archive_blanking")).isEqualTo(1);
        assertThat(hub.outcomes(hub.process(stored))).containsExactly("ACCEPTED");
    }

    @Test
    void aKeyStaysWhileALineWaitsUnderItAndTheLineIsTakenUpWithoutTheCopy() {
        UUID file = hub.silkeborg(UPDATES, update(1, "TLF", "03-02-2026", "33333333"));
        purgeAt("2026-03-05T10:00:00");
        assertThat(hub.count("archive_chunk")).isZero();
        assertThat(hasKey(file)).isTrue();
        assertThat(proof(HeldClass.ARCHIVE)).endsWith(" 0 left");
        hub.silkeborg("henvisning_20260305_01.csv", referral(1));
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED");
        purgeAt("2026-03-06T10:00:00");
        assertThat(hasKey(file)).isFalse();
    }

    @Test
    void aRefusedLineLosesItsNumberAfterNinetyDaysAndStillCounts() {
        UUID file = hub.silkeborg(FILE, referral(1), referral(2).replace("PRIMÆR", "FORKERT"));
        var outcomes = hub.outcomes(file);
        purgeAt("2026-05-02T10:00:00");
        assertThat(hub.count("submission_line where case_number is not null")).isEqualTo(2);
        purgeAt("2026-05-04T10:00:00");
        assertThat(hub.sql("select case_number from submission_line order by line")
                        .query(String.class)
                        .list())
                .containsExactly(caseNumber(1), null);
        assertThat(hub.outcomes(file)).isEqualTo(outcomes);
        assertThat(proof(HeldClass.REFUSED_LINES)).isEqualTo("1 removed, 0 left");
    }

    @Test
    void aLineThatStillWaitsPastTheLimitIsLeftAndSaidToBe() {
        hub.silkeborg(UPDATES, update(1, "TLF", "03-02-2026", "33333333"));
        purgeAt("2026-05-04T10:00:00");
        assertThat(hub.count("submission_line where case_number is not null")).isEqualTo(1);
        assertThat(proof(HeldClass.REFUSED_LINES)).isEqualTo("0 removed, 1 left");
        hub.bean(OverdueLines.class).submissions().forEach(hub.bean(OverdueLines.class)::refuse);
        purgeAt("2026-05-05T10:00:00");
        assertThat(hub.count("submission_line where case_number is not null")).isZero();
        assertThat(proof(HeldClass.REFUSED_LINES)).isEqualTo("1 removed, 0 left");
    }

    @Test
    void recordsGoAfterTwelveMonthsOrWhenTheirPartnersAgreementSays() {
        hub.silkeborg(FILE, referral(1));
        norddjurs("2026-02-02T09:00:00+01:00");
        sendAll();
        purgeAt("2026-04-01T10:00:00");
        assertThat(hub.count("submission")).isEqualTo(2);
        purgeAt("2026-04-03T10:00:00");
        assertThat(hub.sql("select partner from submission").query(String.class).list())
                .containsExactly(SILKEBORG);
        assertThat(hub.count("delivery where partner = 'norddjurs'")).isZero();
        assertThat(hub.count("delivered_name where partner = 'norddjurs'")).isZero();
        purgeAt("2027-02-01T10:00:00");
        assertThat(hub.count("submission")).isEqualTo(1);
        purgeAt("2027-02-03T10:00:00");
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("submission_line")).isZero();
        assertThat(hub.count("delivered_name")).isZero();
        assertThat(hub.sql("select partner || ' ' || kind from delivery")
                        .query(String.class)
                        .list())
                .as("the last message of a case that lives")
                .containsExactly("sind CASE", "sind CASE");
        assertThat(hub.count("event")).isEqualTo(2);
        assertThat(proof(HeldClass.RECORDS)).endsWith(" 0 left");
    }

    @Test
    void aProviderThatFetchesFromTheBeginningFindsEveryLiveCaseOnce() {
        hub.silkeborg(FILE, referral(1), referral(2));
        sendAll();
        hub.silkeborg(UPDATES, update(1, "TLF", "03-02-2026", "33333333"));
        sendAll();
        purgeAt("2027-02-03T10:00:00");
        assertThat(hub.count("delivery where kind = 'CASE'")).isEqualTo(2);
        assertThat(hub.bean(Fetching.class).cases(SIND, 0, 10).messages())
                .extracting(message -> message.path("caseNumber").asText())
                .containsExactly(caseNumber(2), caseNumber(1));
    }

    @Test
    void whatIsStillToBeSentStaysWithAllThatItNeeds() {
        UUID file = hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        hub.clock().set("2026-02-03T06:00:00");
        hub.bean(StatusFiles.class).gatherOnce(SILKEBORG);
        purgeAt("2027-06-01T10:00:00");
        assertThat(hub.count("submission where id = '" + file + "'")).isEqualTo(1);
        assertThat(hub.deliver(SILKEBORG)).hasSize(3).allSatisfy(delivery -> assertThat(hub.file(delivery))
                .isNotNull());
        purgeAt("2027-06-02T10:00:00");
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("delivery where kind <> 'CASE'")).isZero();
    }

    @Test
    void theSameFileSentAgainAfterItsRecordsAreGoneIsKnownAndNothingTakesEffectTwice() {
        byte[] file = TestHub.csv(FILE, referral(1), referral(2));
        String started = event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", "");
        hub.process(hub.store(SILKEBORG, FILE, "one", file));
        hub.progress(started);
        sendAll();
        UUID duplicate = hub.store(SILKEBORG, FILE, "two", file);
        assertThat(hub.state(duplicate)).isEqualTo("DUPLICATE");
        sendAll();
        purgeAt("2027-02-03T10:00:00");
        assertThat(hub.count("submission")).isZero();
        long cases = hub.count("delivery");
        UUID again = hub.process(hub.store(SILKEBORG, FILE, "three", file));
        hub.progress(started);
        assertThat(hub.outcomes(again)).containsExactly("KNOWN", "KNOWN");
        assertThat(hub.count("submission_line where outcome = 'KNOWN'")).isEqualTo(3);
        assertThat(hub.count("event")).isEqualTo(3);
        assertThat(hub.count("participation")).isEqualTo(2);
        assertThat(hub.count("delivery where kind not in ('RECEIPT', 'TECHNICAL_RECEIPT')"))
                .isEqualTo(cases);
    }

    @Test
    void aDuplicateOutlivesWhatItRepeats() {
        byte[] file = TestHub.csv(FILE, referral(1));
        hub.process(hub.store(SILKEBORG, FILE, "one", file));
        hub.clock().set("2026-12-01T10:00:00");
        UUID duplicate = hub.store(SILKEBORG, FILE, "two", file);
        sendAll();
        purgeAt("2027-02-03T10:00:00");
        assertThat(hub.sql("select id from submission").query(UUID.class).list())
                .containsExactly(duplicate);
        assertThat(hub.count("submission where duplicate_of is null")).isEqualTo(1);
    }

    @Test
    void aPersonalHalfGoesWhenItsParticipationHasBeenOverForAsLongAsTheJobcentreAgreed() {
        hub.silkeborg(FILE, referral(1), referral(2));
        norddjurs("2026-02-02T09:00:00+01:00");
        hub.progress(event(UUID.randomUUID(), 1, "DROPPED_OUT", "2026-02-02", ", \"reason\": \"OTHER\""));
        endNorddjurs();
        assertThat(hub.count("event where kind = 'DROPPED_OUT'")).isEqualTo(2);
        purgeAt("2026-03-01T10:00:00");
        assertThat(liveKeys()).isEqualTo(3);
        purgeAt("2026-03-03T10:00:00");
        assertThat(liveKeys()).isEqualTo(2);
        assertThat(hub.count("vault.person")).isEqualTo(2);
        purgeAt("2026-08-01T10:00:00");
        assertThat(liveKeys()).isEqualTo(2);
        purgeAt("2026-08-03T10:00:00");
        assertThat(liveKeys()).isEqualTo(1);
        assertThat(hub.count("vault.entry")).isEqualTo(1);
        assertThat(hub.count("vault.person")).isEqualTo(1);
        assertThat(proof(HeldClass.VAULT)).isEqualTo("2 removed, 0 left");
        assertThat(hub.count("participation")).isEqualTo(3);
    }

    @Test
    void anEndingThatWasToldOfLateCountsFromTheDayItWasTold() {
        hub.silkeborg(FILE, referral(1));
        hub.clock().set("2026-07-01T10:00:00");
        hub.progress(event(UUID.randomUUID(), 1, "DROPPED_OUT", "2026-02-03", ", \"reason\": \"OTHER\""));
        purgeAt("2026-12-31T10:00:00");
        assertThat(liveKeys()).isEqualTo(1);
        purgeAt("2027-01-02T10:00:00");
        assertThat(liveKeys()).isZero();
    }

    @Test
    void anEndingThatWasTakenBackEndsNothing() {
        UUID ending = UUID.randomUUID();
        hub.silkeborg(FILE, referral(1));
        hub.progress(event(ending, 1, "DROPPED_OUT", "2026-02-02", ", \"reason\": \"OTHER\""));
        hub.progress(event(UUID.randomUUID(), 1, "RETRACTED", "2026-02-02", ", \"supersedes\": \"" + ending + '"'));
        assertThat(hub.count("event")).isEqualTo(3);
        purgeAt("2029-12-31T10:00:00");
        assertThat(liveKeys()).isEqualTo(1);
        assertThat(proof(HeldClass.VAULT)).isEqualTo("0 removed, 0 left");
    }

    @Test
    void aCaseOpenedAnewKeepsThePersonalHalfOfThatAndThePerson() {
        hub.silkeborg(FILE, referral(1));
        hub.progress(event(UUID.randomUUID(), 1, "DROPPED_OUT", "2026-02-02", ", \"reason\": \"OTHER\""));
        hub.clock().set("2026-07-01T10:00:00");
        hub.silkeborg("henvisning_20260701_01.csv", referral(1, "11111111", "01-07-2026"));
        purgeAt("2029-12-31T10:00:00");
        assertThat(hub.sql(
                                "select occurrence from participation p join vault.participation_key on participation_id = id"
                                        + " where destroyed_at is null")
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
        assertThat(hub.count("vault.person")).isEqualTo(1);
    }

    @Test
    void factsGoWhenTheEvaluationIsOverAndNothingPersonalIsLeftOfAnyParticipationOfTheCase() {
        hub.silkeborg(FILE, referral(1), referral(2), referral(3));
        hub.progress(event(UUID.randomUUID(), 1, "DROPPED_OUT", "2026-02-02", ", \"reason\": \"OTHER\""));
        hub.progress(event(UUID.randomUUID(), 2, "DROPPED_OUT", "2026-02-02", ", \"reason\": \"OTHER\""));
        hub.clock().set("2026-07-01T10:00:00");
        hub.silkeborg("henvisning_20260701_01.csv", referral(2, "11111111", "01-07-2026"));
        sendAll();
        purgeAt("2029-12-31T10:00:00");
        assertThat(hub.count("participation")).isEqualTo(4);
        purgeAt("2030-01-01T10:00:00");
        assertThat(hub.sql("select case_number || ' ' || occurrence from participation order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(caseNumber(2) + " 1", caseNumber(2) + " 2", caseNumber(3) + " 1");
        assertThat(hub.count("event e where not exists (select from participation p where p.id = e.participation_id)"))
                .isZero();
        assertThat(hub.count("vault.participation_key")).isEqualTo(3);
        assertThat(proof(HeldClass.FACTS)).isEqualTo("1 removed, 0 left");
    }

    @Test
    void tracesGoAfterTwentyFourMonthsButNotWhatTheTimetableStandsOn() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND).forEach(hub::message);
        hub.sql("""
                insert into timetable_run values ('status', '2026-02-01 06:00', '2026-02-01 06:00'),
                    ('status', '2026-02-02 06:00', '2026-02-02 06:00'), ('status once', '1970-01-01', '2026-02-02 06:00');
                insert into lease values ('old', gen_random_uuid(), now() - interval '2 days'),
                    ('fresh', gen_random_uuid(), now())""").update();
        purgeAt("2026-02-02T12:00:00");
        purgeAt("2028-02-01T10:00:00");
        assertThat(hub.count("vault.audit")).isEqualTo(1);
        assertThat(hub.sql("select name from lease").query(String.class).list()).containsExactly("fresh");
        assertThat(hub.count("purge_run where held = 'AUDIT'")).isEqualTo(2);
        purgeAt("2028-02-03T10:00:00");
        assertThat(hub.count("vault.audit")).isZero();
        assertThat(hub.sql("select schedule || ' ' || planned_at::date from timetable_run order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("status 2026-02-02", "status once 1970-01-01");
        assertThat(hub.count("purge_run where held = 'AUDIT'")).isEqualTo(2);
    }

    private static void purgeAt(String time) {
        hub.clock().set(time);
        hub.bean(NightlyPurge.class).purgeNow();
    }

    private static UUID norddjurs(String made) {
        return hub.norddjurs("RAMPE_202602020900.xml", made, henvisning(1, personNumber(7), "11111111", "2026-02-01"));
    }

    private static void endNorddjurs() {
        hub.progress("""
                {"eventId": "%s", "municipality": "707", "caseNumber": "707-2026-00001", "kind": "DROPPED_OUT",
                 "occurredOn": "2026-02-02", "reason": "OTHER"}""".formatted(UUID.randomUUID()));
    }

    private static void sendAll() {
        for (String partner : new String[] {SILKEBORG, NORDDJURS, SIND}) {
            hub.deliver(partner);
        }
        hub.sql("update delivery set state = 'SENT' where state = 'PENDING'").update();
    }

    private static boolean hasCopy(UUID submission) {
        return hasKey(submission) && hub.count("archive_chunk where submission_id = '" + submission + "'") > 0;
    }

    private static boolean hasKey(UUID submission) {
        return hub.count("submission where archive_key is not null and id = '" + submission + "'") > 0;
    }

    private static long copies() {
        return hub.count("submission where archive_key is not null");
    }

    private static long liveKeys() {
        return hub.count("vault.participation_key where destroyed_at is null");
    }

    private static long partitions() {
        return hub.count("pg_inherits where inhparent = 'archive_chunk'::regclass") - 1;
    }

    /** Of the last purge. */
    private static String proof(HeldClass held) {
        return hub.sql("""
                        select removed || ' removed, ' || left_overdue || ' left' from purge_run
                        where held = ? order by planned_at desc limit 1""").param(held.name()).query(String.class).single();
    }
}
