package dk.rampe.rights;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Fetching;
import dk.rampe.delivery.Withdrawals;
import dk.rampe.retention.Purge;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is still told of a case that was erased on 2 February, and what is still said of it. */
class AfterErasureTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String CASE = caseNumber(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private final Erasing erasing = new Erasing(hub);
    private UUID participation;

    @BeforeEach
    void eraseACase() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.deliver(SIND);
        hub.deliver(SILKEBORG);
        participation = hub.participation(CASE);
        erasing.erase(CASE);
        hub.sql("delete from archive_blanking").update();
    }

    @Test
    void aJobcentresLinesAboutItAreRefusedAndNotKept() {
        UUID referrals =
                hub.silkeborg("henvisning_20260202_02.csv", referral(1, "22222222", "02-02-2026"), referral(3));
        UUID updates = hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        assertThat(hub.outcomes(referrals)).containsExactly("REJECTED R-3006", "ACCEPTED");
        assertThat(hub.outcomes(updates)).containsExactly("REJECTED R-3006");
        assertNothingSaysWhoseItWas(2);
        assertThat(hub.count("archive_blanking where line = 2")).isEqualTo(2);
        assertThat(hub.deliver(SILKEBORG))
                .filteredOn(one -> one.kind() == Delivery.Kind.RECEIPT)
                .first()
                .satisfies(receipt -> assertThat(hub.file(receipt))
                        .contains("2;;AFVIST;R-3006;;Sagen er slettet", "3;" + caseNumber(3) + ";MODTAGET"));
    }

    @Test
    void aLineThatCouldNotBeReadIsNotKeptEither() {
        UUID file = hub.silkeborg("henvisning_20260202_02.csv", referral(1).replace("PRIMÆR", "ANDET"));
        assertThat(hub.outcomes(file)).containsExactly("REJECTED R-1301");
        assertNothingSaysWhoseItWas(1);
        assertThat(hub.count("archive_blanking")).isEqualTo(1);
    }

    @Test
    void aProvidersEventsAboutItAreRefusedByWhateverNameTheyGiveIt() {
        hub.progress(conversation(1, "2026-02-02"));
        hub.progress("""
                {"eventId": "%s", "participationId": "%s", "kind": "STARTED", "occurredOn": "2026-02-02"}""".formatted(UUID.randomUUID(), participation));
        assertThat(hub.deliver(SIND))
                .filteredOn(one -> one.kind() == Delivery.Kind.REJECTION)
                .hasSize(2)
                .allSatisfy(rejection -> assertThat(
                                hub.message(rejection).at("/faults/0/code").asText())
                        .isEqualTo("R-3006"));
        assertNothingSaysWhoseItWas(2);
        assertThat(hub.count("archive_blanking where line is null")).isEqualTo(2);
        assertThat(hub.count("event where participation_id = '" + participation + "'"))
                .isEqualTo(1);
    }

    @Test
    void aReferralOfALaterDayOpensItAnewForWhatFollows() {
        hub.clock().set("2026-03-02T10:00:00");
        hub.deliver(SIND);
        UUID file = hub.silkeborg(
                "henvisning_20260302_01.csv",
                referral(1, "22222222", "02-02-2026"),
                referral(1, "22222222", "03-02-2026"),
                referral(1, "33333333", "03-02-2026"));
        assertThat(hub.outcomes(file)).containsExactly("REJECTED R-3006", "ACCEPTED", "ACCEPTED");
        hub.progress(conversation(1, "2026-03-02"));
        assertThat(hub.count("erased_case")).isZero();
        assertThat(hub.count("event where kind = 'CONVERSATION'")).isEqualTo(1);
        UUID anew = hub.participation(CASE);
        assertThat(anew).isNotEqualTo(participation);
        assertThat(hub.deliver(SIND)).last().satisfies(message -> {
            assertThat(hub.message(message).path("participationId").asText()).isEqualTo(anew.toString());
            assertThat(hub.message(message).at("/person/identifier/value").asText())
                    .isEqualTo(personNumber(1));
            assertThat(hub.message(message).has("previousParticipationId")).isFalse();
        });
    }

    @Test
    void itCanBeErasedOnceMore() {
        hub.clock().set("2026-03-02T10:00:00");
        hub.silkeborg("henvisning_20260302_01.csv", referral(1, "22222222", "02-03-2026"));
        assertThat(erasing.erase(CASE).participations()).isEqualTo(1);
        UUID file = hub.silkeborg("henvisning_20260302_02.csv", referral(1, "33333333", "02-03-2026"));
        assertThat(hub.outcomes(file)).containsExactly("REJECTED R-3006");
    }

    @Test
    void whoFetchesIsToldInTheOrderOfTheEvents() {
        List<ObjectNode> messages = hub.bean(Fetching.class).cases(SIND, 0, 100).messages();
        assertThat(messages)
                .extracting(message -> message.path("caseNumber").asText())
                .containsExactly(caseNumber(2), CASE);
        assertThat(messages)
                .extracting(message -> message.path("erased").asBoolean())
                .containsExactly(false, true);
    }

    @Test
    void theNumberGoesWhenTheProviderHasBeenToldAndTheTimeIsUp() {
        Purge purge = hub.context().getBean("erasedNumberPurge", Purge.class);
        hub.clock().advance(Duration.ofDays(31));
        assertThat(purge.overdue(hub.clock().instant())).as("not told yet").isZero();
        Delivery word = hub.deliver(SIND).get(0);
        assertThat(purge.overdue(hub.clock().instant().minus(Duration.ofDays(2))))
                .isZero();
        assertThat(purge.overdue(hub.clock().instant())).isEqualTo(1);
        assertThat(hub.message(word).path("caseNumber").asText()).isEqualTo(CASE);

        assertThat(purge.removeSome(hub.clock().instant())).isEqualTo(1);
        assertThat(purge.removeSome(hub.clock().instant())).isZero();
        assertThat(purge.overdue(hub.clock().instant())).isZero();
        assertThat(hub.message(word).has("caseNumber")).isFalse();
        assertThat(hub.message(word).path("erased").asBoolean()).isTrue();
    }

    @Test
    void theRecordAndTheMarkGoWithTheAuditTrail() {
        hub.deliver(SIND);
        Withdrawals messages = hub.bean(Withdrawals.class);
        messages.waiting().forEach(messages::done);
        hub.bean(Erasures.class).open().forEach(hub.bean(Erasures.class)::carryOut);
        Purge purge = hub.context().getBean("erasureRecordPurge", Purge.class);
        hub.clock().set("2028-02-01T10:00:00");
        assertThat(purge.overdue(hub.clock().instant())).isZero();
        hub.clock().set("2028-02-04T10:00:00");
        assertThat(purge.overdue(hub.clock().instant())).as("the mark").isEqualTo(1);
        hub.context()
                .getBean("erasedNumberPurge", Purge.class)
                .removeSome(hub.clock().instant());
        assertThat(purge.overdue(hub.clock().instant())).isEqualTo(2);
        assertThat(purge.removeSome(hub.clock().instant())).isEqualTo(2);
        assertThat(purge.overdue(hub.clock().instant())).isZero();
        assertThat(hub.count("erased_participation")).isEqualTo(1);
    }

    private void assertNothingSaysWhoseItWas(int refused) {
        assertThat(erasing.rows()).noneMatch(row -> row.contains(CASE));
        assertThat(hub.count("submission_line where blanked_at is not null and outcome = 'REJECTED'"))
                .isEqualTo(refused);
    }
}
