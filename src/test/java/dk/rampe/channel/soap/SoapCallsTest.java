package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.SoapItems.caseNumber;
import static dk.rampe.channel.soap.SoapItems.changedSince;
import static dk.rampe.channel.soap.SoapItems.getReceipt;
import static dk.rampe.channel.soap.SoapItems.getStatus;
import static dk.rampe.channel.soap.SoapItems.outcomes;
import static dk.rampe.channel.soap.SoapItems.phone;
import static dk.rampe.channel.soap.SoapItems.referral;
import static dk.rampe.channel.soap.SoapItems.submitCaseUpdate;
import static dk.rampe.channel.soap.SoapItems.submitReferral;
import static dk.rampe.channel.soap.SoapItems.text;
import static dk.rampe.channel.soap.SoapItems.update;
import static dk.rampe.submission.TestCases.personNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.rights.ErasureRequests;
import dk.rampe.rights.Erasures;
import dk.rampe.rights.Reason;
import dk.rampe.submission.ArchiveBlanking;
import dk.rampe.submission.OverdueLines;
import dk.rampe.submission.SubmissionProcessing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Aarhus calls, over TLS: what is stored, what is answered, and that once is once. */
class SoapCallsTest {

    @RegisterExtension
    final SoapHub hub = new SoapHub();

    private final UUID transaction = UUID.randomUUID();

    @Test
    void everyItemIsAnsweredWithItsOutcomeAndItsReasonsInDanish() throws Exception {
        String bad = referral(3, "12").replace("UNEMPLOYED_FLEXJOB", "LEDIG");

        String answer = hub.call(submitReferral(transaction, referral(1), referral(2), bad, referral(1)));

        assertThat(outcomes(answer)).containsExactly("ACCEPTED", "ACCEPTED", "REJECTED R-1101 R-1301", "KNOWN");
        assertThat(text(answer, "TransactionIdentifier")).isEqualTo(transaction.toString());
        assertThat(text(answer, "ReceiptOutcomeCode")).isEqualTo("PARTLY");
        assertThat(text(answer, "SummaryText")).isEqualTo("4 poster: 2 modtaget, 1 afvist, 1 kendt i forvejen.");
        assertThat(text(answer, "ElementName")).isEqualTo("PersonCivilRegistrationIdentifier");
        assertThat(text(answer, "ReasonText")).startsWith("Personnummeret har ikke ti cifre.");
        assertThat(hub.rooms().count("participation where municipality = '751' and programme = 'stampe'"))
                .isEqualTo(2);
        assertThat(hub.rooms().count("submission where partner = 'aarhus' and channel = 'SOAP' and state = 'PARTLY'"))
                .isOne();
        assertThat(hub.rooms().count("archive_chunk")).isOne();
    }

    @Test
    void theSameTransactionHasItsFirstAnswerToTheByteWhateverItHolds() throws Exception {
        String first = hub.call(submitReferral(transaction, referral(1)));
        hub.rooms().clock().advance(Duration.ofHours(1));

        assertThat(hub.call(submitReferral(transaction, referral(1)))).isEqualTo(first);
        assertThat(hub.call(submitReferral(transaction, referral(2), referral(3))))
                .isEqualTo(first);
        assertThat(hub.call(submitCaseUpdate(transaction, phone(1, "12345678"))))
                .isEqualTo(first.replace("SubmitReferralResponse", "SubmitCaseUpdateResponse"));
        assertThat(hub.rooms().count("submission")).isOne();
        assertThat(hub.rooms().count("event")).isOne();
        assertThat(hub.rooms().count("archive_chunk")).isOne();
    }

    @Test
    void anErasedCaseIsInNoCopyOfTheCallAndTheOneBesideItIsWhole() throws Exception {
        hub.call(submitReferral(transaction, referral(1), referral(2)));
        UUID submission =
                hub.rooms().sql("select id from submission").query(UUID.class).single();

        UUID request = hub.rooms()
                .bean(ErasureRequests.class)
                .add(
                        new ErasureRequests.Request(
                                new CaseKey("751", caseNumber(1)), Reason.CONSENT_WITHDRAWN, "J-26/1", "operator"),
                        hub.rooms().clock().instant());
        hub.rooms().bean(Erasures.class).carryOut(request);
        hub.rooms().bean(ArchiveBlanking.class).blank(submission);

        assertThat(new String(hub.rooms().archived(submission), StandardCharsets.UTF_8))
                .doesNotContain(caseNumber(1), personNumber(1))
                .contains(caseNumber(2), personNumber(2));
        String again = hub.call(submitReferral(transaction, referral(1), referral(2)));
        assertThat(again).doesNotContain(caseNumber(1)).contains(caseNumber(2));
        assertThat(hub.rooms().count("participation where erased_at is null")).isOne();
    }

    @Test
    void anUpdateThatWaitsIsToldSoAndItsReceiptSaysWhatBecameOfIt() throws Exception {
        String first = hub.call(submitCaseUpdate(transaction, phone(1, "12345678")));
        hub.rooms().clock().advance(Duration.ofMinutes(5));
        hub.call(submitReferral(UUID.randomUUID(), referral(1)));
        hub.rooms().clock().advance(Duration.ofMinutes(5));

        assertThat(outcomes(first)).containsExactly("WAITING");
        assertThat(outcomes(hub.call(getReceipt(transaction)))).containsExactly("ACCEPTED");
        assertThat(hub.call(submitCaseUpdate(transaction, phone(1, "12345678"))))
                .isEqualTo(first);
    }

    @Test
    void anUpdateThatHasWaitedInVainIsRefusedAndTheTransactionKeepsItsFirstAnswer() throws Exception {
        String call = submitCaseUpdate(transaction, phone(1, "12345678"));
        String first = hub.call(call);
        hub.rooms().clock().advance(Duration.ofDays(31));
        OverdueLines overdue = hub.rooms().bean(OverdueLines.class);
        assertThat(overdue.submissions()).hasSize(1);
        overdue.refuse(overdue.submissions().get(0));

        assertThat(outcomes(hub.call(getReceipt(transaction)))).containsExactly("REJECTED R-3101");
        assertThat(outcomes(first)).containsExactly("WAITING");
        assertThat(hub.call(call)).isEqualTo(first);
        assertThat(hub.rooms().count("submission")).isOne();
        assertThat(hub.rooms().count("waiting_line")).isZero();
    }

    @Test
    void ofTwentyCallersWithTheSameTransactionOneTakesEffectAndAllHaveItsAnswer() throws Exception {
        String call = submitReferral(
                transaction,
                IntStream.rangeClosed(1, 20).mapToObj(SoapItems::referral).toArray(String[]::new));
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(callers.submit(() -> hub.call(call)));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> one : calls) {
            answers.add(one.get());
        }
        callers.shutdown();

        assertThat(outcomes(answers.get(0))).hasSize(20).containsOnly("ACCEPTED");
        assertThat(answers).containsOnly(answers.get(0));
        assertThat(hub.rooms().count("submission")).isOne();
        assertThat(hub.rooms().count("event")).isEqualTo(20);
    }

    @Test
    void aCallThatWasStoredAndNotWorkedThroughIsAnsweredWhenItIsRepeated() throws Exception {
        storedOnly(submitReferral(transaction, referral(1)));

        assertThat(outcomes(hub.call(submitReferral(transaction, referral(1))))).containsExactly("ACCEPTED");
        assertThat(hub.rooms().count("submission")).isOne();
        assertThat(hub.rooms().count("event")).isOne();
    }

    @Test
    void aCallThatIsNotRepeatedIsWorkedThroughAsAFileIsAndItsCallerNotHurriedBefore() throws Exception {
        storedOnly(submitReferral(transaction, referral(1)));
        SubmissionProcessing processing = hub.rooms().bean(SubmissionProcessing.class);
        assertThat(processing.waiting()).isEmpty();

        hub.rooms().clock().advance(Duration.ofSeconds(61));
        assertThat(processing.waiting()).hasSize(1);
        processing.process(processing.waiting().get(0));

        assertThat(hub.rooms().count("event")).isOne();
        assertThat(outcomes(hub.call(submitReferral(transaction, referral(1))))).containsExactly("ACCEPTED");
    }

    private void storedOnly(String call) throws Exception {
        hub.rooms().sql("""
                        create function stop() returns trigger as $$ begin raise exception 'stopped'; end $$ language plpgsql;
                        create trigger stop before insert on submission_line execute function stop()""").update();
        try {
            assertThat(text(hub.call(call), "FaultCode")).isEqualTo("FAILED");
        } finally {
            hub.rooms()
                    .sql("drop trigger stop on submission_line; drop function stop()")
                    .update();
        }
        assertThat(hub.rooms().count("submission where state = 'STORED'")).isOne();
    }

    @Test
    void aHundredTimesFiveItemsAreOneCall() throws Exception {
        String answer = hub.call(submitReferral(
                transaction,
                IntStream.rangeClosed(1, 500).mapToObj(SoapItems::referral).toArray(String[]::new)));

        assertThat(outcomes(answer)).hasSize(500).containsOnly("ACCEPTED");
        assertThat(text(
                        hub.call(submitReferral(
                                UUID.randomUUID(),
                                IntStream.rangeClosed(1, 501)
                                        .mapToObj(SoapItems::referral)
                                        .toArray(String[]::new))),
                        "FaultCode"))
                .isEqualTo("NOT_AS_AGREED");
        assertThat(hub.rooms().count("submission")).isOne();
    }

    @Test
    void anothersTransactionAndAnothersCaseAreAnsweredLikeUnknownOnes() throws Exception {
        hub.call(submitReferral(transaction, referral(1)));

        String anothers = hub.callAsSydby(getReceipt(transaction));
        assertThat(anothers)
                .isEqualTo(hub.callAsSydby(getReceipt(UUID.randomUUID())))
                .doesNotContain("Receipt>");
        assertThat(hub.callAsSydby(getStatus(caseNumber(1))))
                .isEqualTo(hub.callAsSydby(getStatus(caseNumber(2))))
                .doesNotContain("<Status>");
        assertThat(hub.callAsSydby(changedSince("2020-01-01T00:00:00Z"))).doesNotContain("<Status>");
        assertThat(outcomes(hub.callAsSydby(submitCaseUpdate(UUID.randomUUID(), phone(1, "12345678")))))
                .containsExactly("WAITING");
        assertThat(outcomes(hub.callAsSydby(submitReferral(transaction, referral(2)))))
                .containsExactly("ACCEPTED");
        assertThat(hub.rooms().count("participation where municipality = '797'"))
                .isOne();
        assertThat(hub.call(getReceipt(transaction))).contains(caseNumber(1)).doesNotContain(caseNumber(2));
    }

    @Test
    void aCaseIsToldAsItStandsNowAndWhatHasChangedSinceOnlyOnce() throws Exception {
        hub.call(submitReferral(transaction, referral(1), referral(2)));
        hub.rooms().clock().advance(Duration.ofMinutes(10));
        String all = hub.call(changedSince("2026-02-02T00:00:00+01:00"));
        hub.rooms().clock().advance(Duration.ofMinutes(10));
        hub.call(submitCaseUpdate(UUID.randomUUID(), update(2, "<WithdrawnIndicator>true</WithdrawnIndicator>")));
        hub.rooms().clock().advance(Duration.ofMinutes(10));
        String later = hub.call(changedSince(text(all, "ChangedUntilTime")));

        assertThat(all).contains(caseNumber(1), caseNumber(2)).contains("<MoreIndicator>false<");
        assertThat(later).contains(caseNumber(2)).doesNotContain(caseNumber(1));
        assertThat(text(later, "StatusCode")).isEqualTo("WITHDRAWN");
        assertThat(hub.call(changedSince(text(later, "ChangedUntilTime")))).doesNotContain("<Status>");
        assertThat(text(hub.call(getStatus(caseNumber(1))), "StatusCode")).isEqualTo("RECEIVED");
        assertThat(text(hub.call(getStatus(caseNumber(2))), "StatusCode")).isEqualTo("WITHDRAWN");
    }

    @Test
    void moreThanAnAnswerHasRoomForIsToldPageByPage() throws Exception {
        for (int from = 1; from <= 1001; from += 400) {
            hub.call(submitReferral(
                    UUID.randomUUID(),
                    IntStream.range(from, Math.min(from + 400, 1002))
                            .mapToObj(SoapItems::referral)
                            .toArray(String[]::new)));
            hub.rooms().clock().advance(Duration.ofMinutes(10));
        }
        List<String> told = new ArrayList<>();
        String answer;
        String since = "2026-02-01T00:00:00Z";
        int pages = 0;
        do {
            answer = hub.call(changedSince(since));
            Pattern.compile("A-2026/\\d{6}").matcher(answer).results().forEach(one -> told.add(one.group()));
            since = text(answer, "ChangedUntilTime");
            pages++;
        } while (text(answer, "MoreIndicator").equals("true"));

        assertThat(told).hasSize(1001).doesNotHaveDuplicates();
        assertThat(pages).isGreaterThan(1);
    }
}
