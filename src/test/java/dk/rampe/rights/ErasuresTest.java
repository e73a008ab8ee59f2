package dk.rampe.rights;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.StatusFiles;
import dk.rampe.rights.Erasure.State;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** What is left of a case that is erased, and of all that is none of its business. */
class ErasuresTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String UPDATES = "sagsopdatering_20260202_01.csv";
    private static final String CASE = caseNumber(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private final Erasing erasing = new Erasing(hub);

    @Test
    void whatIsLeftIsACountedTraceOfNobody() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.deliver(SIND);
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"contactPerson\": \"Konrad Taktmand\""));
        hub.deliver(SILKEBORG);
        long first = hub.sql("select min(number) from event").query(Long.class).single();
        UUID participation = hub.participation(CASE);

        Erasure erasure = erasing.erase(CASE);

        assertThat(erasure)
                .extracting(Erasure::participations, Erasure::events, Erasure::lines, Erasure::copies)
                .containsExactly(1, 2, 2, 2);
        assertThat(erasing.rows()).noneMatch(row -> row.contains(CASE));
        assertThat(hub.sql("select kind || ' ' || facts from event where participation_id = ?")
                        .param(participation)
                        .query(String.class)
                        .list())
                .containsExactly("ERASED {}");
        assertThat(hub.count("vault.person")).isEqualTo(1);
        assertThat(hub.count("vault.participation_key where wrapped is null")).isEqualTo(1);
        assertThat(hub.count("vault.entry")).isEqualTo(1);
        assertThat(hub.count("participation where erased_at is not null and told is null"))
                .isEqualTo(1);
        assertThat(hub.sql("select programme || municipality || ' ' || first_event_number || ' ' || events"
                                + " from erased_participation")
                        .query(String.class)
                        .list())
                .containsExactly("rampen740 " + first + " 2");
    }

    @Test
    void otherCasesOfTheSameFilesAreUntouchedToTheByte() {
        hub.silkeborg(FILE, referral(1), referral(2), referral(3).replace("PRIMÆR", "ANDET"));
        hub.silkeborg(UPDATES, update(1, "TLF", "03-02-2026", "33333333"), update(4, "TLF", "03-02-2026", "4"));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(9), "11111111", "2026-02-01").replace("707-2026-00001", CASE));
        hub.deliver(SIND);
        List<String> before = erasing.rows();

        erasing.erase(CASE);

        List<String> gone =
                before.stream().filter(row -> !erasing.rows().contains(row)).toList();
        UUID participation = hub.sql("select id from participation where erased_at is not null")
                .query(UUID.class)
                .single();
        assertThat(gone)
                .isNotEmpty()
                .allMatch(row -> row.contains(CASE)
                        || row.contains(participation.toString())
                        || row.startsWith("vault.person "));
        assertThat(hub.count("participation where case_number = '" + CASE + "' and municipality = '707'"))
                .isEqualTo(1);
        assertThat(hub.count("vault.person")).isEqualTo(2);
    }

    @Test
    void theProviderIsToldOnceBehindWhatItHasAndNothingElse() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        UUID participation = hub.participation(CASE);

        erasing.erase(CASE);

        assertThat(hub.deliver(SIND)).singleElement().satisfies(word -> {
            long number = hub.sql("select number from event").query(Long.class).single();
            assertThat(hub.message(word)).hasToString("""
                    {"schemaVersion":"1","messageId":"%s","sentFor":{"kind":"ERASED","occurredOn":"2026-02-02",\
                    "number":%d},"participationId":"%s","programme":"rampen","municipality":"740",\
                    "caseNumber":"%s","erased":true}""".formatted(word.id(), number, participation, CASE));
            assertThat(word.orderKey()).isEqualTo(participation.toString());
            assertThat(word.eventNumber()).isEqualTo(number);
        });
        assertThat(hub.deliver(SIND)).isEmpty();
    }

    @Test
    void whatWasSentSaysNoMoreWhenItIsRenderedAgain() {
        hub.silkeborg(FILE, referral(1));
        Delivery sent = hub.deliver(SIND).get(0);
        erasing.erase(CASE);
        assertThat(hub.message(sent).path("erased").asBoolean()).isTrue();
        assertThat(hub.message(sent).has("person")).isFalse();
        assertThat(hub.message(sent).path("messageId").asText())
                .isEqualTo(sent.id().toString());
    }

    @Test
    void aCaseThatNobodyWasGivenNeedsNoWord() {
        hub.silkeborg(FILE, referral(1));
        Erasure erasure = erasing.erase(CASE);
        assertThat(hub.deliver(SIND)).isEmpty();
        assertThat(erasure.deliveries()).isEqualTo(2);
        assertThat(states("CASE")).containsExactly("CANCELLED");
        assertThat(states("STATUS")).containsExactly("CANCELLED");
        assertThat(hub.count("erasure where case_number_sealed is not null")).isZero();
    }

    @Test
    void wordComesOnlyWhenWhatIsBeingSentCanBeUnderWayNoMore() {
        hub.silkeborg(FILE, referral(1));
        List<Delivery> underWay = hub.bean(Claims.class).claim(SIND);
        erasing.erase(CASE);
        assertThat(hub.bean(Claims.class).begin(underWay.get(0))).isFalse();
        assertThat(hub.deliver(SIND)).isEmpty();
        hub.clock().advance(Duration.ofMinutes(3));
        assertThat(hub.deliver(SIND)).hasSize(1);
        assertThat(states("CASE")).containsExactly("CANCELLED", "SENT");
    }

    @Test
    void whoNotesASendingAndWhoErasesDoNotHoldEachOtherUp() throws Exception {
        hub.silkeborg(FILE, referral(1));
        Outbox outbox = hub.bean(Outbox.class);
        Claims claims = hub.bean(Claims.class);
        Delivery underWay = claims.claim(SIND).get(0);
        UUID id = erasing.request("740", CASE);
        CompletableFuture<Void> noted = new CompletableFuture<>();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.bean(CaseLocks.class).hold(List.of(new CaseKey("740", CASE)));
            noted.completeAsync(() -> {
                outbox.sent(underWay);
                return null;
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> hub.count("pg_locks where locktype = 'advisory' and not granted") > 0);
            hub.bean(Erasures.class).carryOut(id);
        });
        noted.get(30, TimeUnit.SECONDS);
        assertThat(states("CASE")).containsExactly("CANCELLED", "PENDING");
    }

    @Test
    void everyParticipationOfTheCaseGoesAndAPersonWithAnotherCaseStaysKnown() {
        hub.silkeborg(FILE, referral(1), referral(2, personNumber(1), "11111111", "01-02-2026"));
        hub.silkeborg(UPDATES, update(1, "TRUKKET", "02-02-2026", "Flyttet"));
        hub.clock().set("2026-02-10T10:00:00");
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "11111111", "10-02-2026"));
        hub.deliver(SIND);

        Erasure erasure = erasing.erase(CASE);

        assertThat(erasure.participations()).isEqualTo(2);
        assertThat(hub.deliver(SIND)).hasSize(2);
        assertThat(hub.count("participation")).isEqualTo(3);
        assertThat(hub.sql("""
                        select count(*) from participation join vault.person using (person_id)""").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void aReceiptThatIsRenderedAgainStillAddsUp() {
        hub.silkeborg(FILE, referral(1), referral(2));
        Delivery receipt = hub.deliver(SILKEBORG).stream()
                .filter(one -> one.kind() == Delivery.Kind.RECEIPT)
                .findFirst()
                .orElseThrow();
        assertThat(hub.file(receipt)).contains("2;" + CASE + ";MODTAGET;;;");
        erasing.erase(CASE);
        assertThat(hub.file(receipt)).contains("2;;MODTAGET;;;Slettet.", "3;" + caseNumber(2) + ";MODTAGET");
    }

    @Test
    void aLineThatWaitsIsRefusedAndItsSenderTold() {
        UUID file = hub.silkeborg(
                UPDATES, update(1, "TLF", "03-02-2026", "33333333"), update(2, "TLF", "03-02-2026", "44444444"));
        hub.progress(conversation(1, "2026-02-02"));
        hub.deliver(SILKEBORG);

        Erasure erasure = erasing.erase(CASE);

        assertThat(erasure).extracting(Erasure::participations, Erasure::lines).containsExactly(0, 2);
        assertThat(hub.outcomes(file)).containsExactly("REJECTED R-3006", "WAITING");
        assertThat(hub.count("waiting_line")).isEqualTo(1);
        assertThat(hub.deliver(SILKEBORG)).singleElement().satisfies(receipt -> assertThat(hub.file(receipt))
                .contains(";AFVIST;R-3006")
                .doesNotContain(CASE, caseNumber(2)));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(rejection -> assertThat(
                        hub.message(rejection).at("/faults/0/code").asText())
                .isEqualTo("R-3006"));
    }

    @Test
    void aFileInTheMiddleOfItsWorkIsGoneOnWithAndAnsweredOnce() {
        String[] updates = IntStream.range(0, 900)
                .mapToObj(i ->
                        update(i % 450, i < 450 ? "TLF" : "EMAIL", "03-02-2026", i < 450 ? "33333333" : "a@example.dk"))
                .toArray(String[]::new);
        UUID file = hub.store(SILKEBORG, UPDATES, "an id", TestHub.csv(UPDATES, updates));
        hub.deliver(SILKEBORG);
        hub.sql("alter table submission_line add constraint stop check (line < 800)")
                .update();
        try {
            assertThatThrownBy(() -> hub.process(file)).isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            hub.sql("alter table submission_line drop constraint stop").update();
        }

        assertThat(erasing.erase(caseNumber(449)).lines()).isEqualTo(1);

        assertThat(hub.deliver(SILKEBORG)).isEmpty();
        hub.process(file);
        assertThat(hub.outcomes(file)).filteredOn("REJECTED R-3006"::equals).hasSize(2);
        assertThat(hub.state(file)).isEqualTo("PARTLY");
        assertThat(hub.deliver(SILKEBORG)).singleElement().satisfies(receipt -> assertThat(hub.file(receipt))
                .contains("451;;AFVIST;R-3006", "901;;AFVIST;R-3006", "450;" + caseNumber(448))
                .doesNotContain(caseNumber(449)));
    }

    @Test
    void copiesAreMarkedLineByLineAndAMessageAsAWhole() {
        UUID file = hub.silkeborg(FILE, referral(2), referral(1));
        hub.progress(conversation(1, "2026-02-02"));
        hub.silkeborg("henvisning_20260202_02.csv", referral(3));
        erasing.erase(CASE);
        assertThat(hub.sql("select coalesce(line, 0) from archive_blanking order by 1")
                        .query(Long.class)
                        .list())
                .containsExactly(0L, 3L);
        assertThat(hub.count("archive_blanking where line = 3 and submission_id = '" + file + "'"))
                .isEqualTo(1);
    }

    @Test
    void itIsDoneWhenTheLastCopyHasBeenWrittenAnew() {
        hub.silkeborg(FILE, referral(1), referral(2));
        Erasure erasure = erasing.erase(CASE);
        assertThat(erasure.state()).isEqualTo(State.CLEARING);
        assertThat(erasing.carryOut(erasure.id()).state()).isEqualTo(State.CLEARING);
        hub.sql("delete from archive_blanking").update();
        assertThat(erasing.carryOut(erasure.id())).satisfies(done -> {
            assertThat(done.state()).isEqualTo(State.DONE);
            assertThat(done.copies()).isEqualTo(1);
        });
        assertThat(hub.bean(Erasures.class).open()).isEmpty();
    }

    @Test
    void aStatusFileIsWithoutTheCaseWhetherItWasSentOrNot() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.bean(StatusFiles.class).gatherOnce(SILKEBORG);
        Delivery file = hub.deliver(SILKEBORG).stream()
                .filter(one -> one.kind() == Delivery.Kind.STATUS_FILE)
                .findFirst()
                .orElseThrow();
        assertThat(hub.file(file)).contains(CASE, caseNumber(2));
        erasing.erase(CASE);
        assertThat(hub.file(file)).doesNotContain(CASE).contains(caseNumber(2));
        assertThat(hub.file(file).lines()).hasSize(2);
    }

    @Test
    void twoNodesCarryItOutOnceAndOneThatWasCutShortIsDoneAgain() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SIND);
        UUID id = erasing.request("740", CASE);
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.bean(Erasures.class).carryOut(id);
            status.setRollbackOnly();
        });
        assertThat(hub.participations(CASE)).hasSize(1);
        Stream.of(1, 2)
                .map(node -> CompletableFuture.runAsync(
                        () -> hub.bean(Erasures.class).carryOut(id)))
                .toList()
                .forEach(CompletableFuture::join);
        assertThat(hub.count("event")).isEqualTo(1);
        assertThat(hub.deliver(SIND)).hasSize(1);
    }

    @Test
    void aRequestForTheSameCaseJoinsTheOneThatStands() {
        hub.silkeborg(FILE, referral(1));
        UUID id = erasing.request("740", CASE);
        assertThat(erasing.request("740", CASE)).isEqualTo(id);
        assertThat(erasing.request("707", CASE)).isNotEqualTo(id);
        erasing.carryOut(id);
        assertThat(erasing.request("740", CASE)).isNotEqualTo(id);
    }

    private static List<String> states(String kind) {
        return hub.sql("select state from delivery where kind = ? order by number")
                .param(kind)
                .query(String.class)
                .list();
    }
}
