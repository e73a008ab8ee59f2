package dk.rampe.channel.soap;

import static dk.rampe.channel.soap.NumberedEvents.caseNumber;
import static dk.rampe.channel.soap.SoapHub.RANDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.partner.PollLease;
import dk.rampe.submission.EventGaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Randers is asked over TLS for its events: each is stored once, none is lost, and what is missing is asked for again. */
@ExtendWith(OutputCaptureExtension.class)
class ServicePollingTest {

    @RegisterExtension
    final SoapHub hub = new SoapHub();

    private final NumberedEvents events = new NumberedEvents();
    private CalledService service;
    private AnnotationConfigApplicationContext node;
    private ServicePolling polling;

    @BeforeEach
    void randersServes() throws Exception {
        service = new CalledService(SoapHub.AUTHORITY.identity("localhost"), SoapHub.RANDERS_PORT);
        service.answers(events);
        node = node();
        polling = node.getBean(ServicePolling.class);
    }

    @AfterEach
    void randersServesNoMore() {
        service.close();
        node.close();
    }

    /** Another node of the hub, as far as it polls. */
    private AnnotationConfigApplicationContext node() {
        AnnotationConfigApplicationContext another = new AnnotationConfigApplicationContext();
        another.setParent(hub.rooms().context());
        another.register(PollLease.class, ServiceClients.class, PolledEvents.class, ServicePolling.class);
        another.refresh();
        return another;
    }

    @Test
    void aPageIsASubmissionAndTheNextPollAsksFromWhereItEnded() throws Exception {
        events.refer(4711, 4712, 4713);
        poll();
        poll();

        assertThat(submissions()).containsExactly("4711-4713 STORED");
        assertThat(events.asked()).containsExactly(0L, 4713L);
        assertThat(service.calls().get(0).content()).contains("<maksAntal>200</maksAntal>", "<tidspunkt>2000-01-01");
        work();
        assertThat(referred()).containsExactly(caseNumber(4711), caseNumber(4712), caseNumber(4713));
    }

    @Test
    void pagesAreAskedForAsLongAsThereAreMore() throws Exception {
        for (int i = 1; i <= 450; i++) {
            events.refer(i);
        }
        poll();

        assertThat(events.asked()).containsExactly(0L, 200L, 400L);
        assertThat(submissions()).containsExactly("1-200 STORED", "201-400 STORED", "401-450 STORED");
    }

    @Test
    void anEmptyAnswerIsNoSubmission() throws Exception {
        poll();
        assertThat(events.asked()).containsExactly(0L);
        assertThat(submissions()).isEmpty();
        assertThat(trouble()).isEmpty();
    }

    @Test
    void whatIsJumpedOverIsAskedForUntilItComesAndLaterEventsGoOn() throws Exception {
        events.refer(1, 2, 4, 7);
        poll();
        assertThat(submissions()).containsExactly("1-2 STORED", "4 STORED", "7 STORED");
        assertThat(gaps()).containsExactly("3-3", "5-6");

        events.refer(8);
        events.forgetAsked();
        poll();
        assertThat(events.asked()).containsExactly(7L, 2L, 4L, 5L);
        assertThat(gaps()).containsExactly("3-3", "5-6");
        assertThat(trouble()).isEmpty();

        events.refer(5);
        poll();
        assertThat(gaps()).containsExactly("3-3", "6-6");
        work();
        assertThat(referred())
                .containsExactlyInAnyOrder(
                        caseNumber(1), caseNumber(2), caseNumber(4), caseNumber(5), caseNumber(7), caseNumber(8));
    }

    @Test
    void whatAnOperatorHasClosedIsAskedForNoMore() throws Exception {
        events.refer(1, 3);
        poll();
        int closed = new EventGaps(hub.rooms().bean(DataSource.class))
                .close(
                        RANDERS,
                        2,
                        2,
                        "operator",
                        "Randers has lost it",
                        hub.rooms().clock().instant());
        assertThat(closed).isOne();
        events.forgetAsked();
        poll();

        assertThat(events.asked()).containsExactly(3L);
        assertThat(gaps()).isEmpty();
        assertThat(new EventGaps(hub.rooms().bean(DataSource.class)).closed())
                .extracting(EventGaps.Closed::reason)
                .containsExactly("Randers has lost it");
    }

    @Test
    void noMoreThanTwentyMissingNumbersAreAskedForInAPollAndThoseWhoseTurnItIs() throws Exception {
        events.refer(1, 32);
        poll();
        assertThat(events.asked()).hasSize(1 + 20);
        events.forgetAsked();
        poll();

        assertThat(events.asked().subList(1, 11)).containsExactly(21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L);
        assertThat(events.asked()).hasSize(1 + 20);
    }

    @Test
    void anAnswerThatRepeatsWhatIsStoredBringsWhatIsNewAndNoCaseTwice() throws Exception {
        events.refer(1, 2);
        poll();
        work();
        events.refer(3);
        service.answers(call -> NumberedEvents.answer(call, events.page(false, 1, 2, 3)));
        poll();
        poll();
        work();

        assertThat(submissions()).containsExactly("1-2 PROCESSED", "1-3 PROCESSED");
        assertThat(outcomes("1-3")).containsExactly("KNOWN", "KNOWN", "ACCEPTED");
        assertThat(hub.rooms().count("event")).isEqualTo(3);
        assertThat(trouble()).isEmpty();
    }

    @Test
    void aPageThatIsRepeatedForEverIsAskedForOnceAPoll() throws Exception {
        events.refer(1, 2);
        poll();
        service.answers(call -> NumberedEvents.answer(call, events.page(true, 1, 2)));
        poll();

        assertThat(service.calls()).hasSize(2);
        assertThat(submissions()).containsExactly("1-2 STORED");
        assertThat(trouble()).containsExactly("FETCHING CALLS_REFUSED");
    }

    @Test
    void anAnswerThatIsNotAsAgreedIsNotStoredAndAskedForAgain(CapturedOutput output) throws Exception {
        events.refer(1, 2, 3);
        String good = events.page(false, 1, 2, 3);
        List<String> wrong = List.of(
                events.page(false, 2, 1),
                events.page(false, 1, 1),
                good.replace("loebenummer=\"3\"", "loebenummer=\"x\""),
                good.replace("loebenummer=\"3\"", "loebenummer=\"100000\""),
                good.replace("udtraek:2", "udtraek:3"),
                good.replace("HentSidenSvar", "HentSidenAnswer"),
                good.replace("flere='false'", ""),
                good.replaceFirst("<Haendelse", "<Andet/><Haendelse"),
                good.replaceFirst("<Personnummer>", "<Personnummer xmlns='urn:other'>"));
        for (String one : wrong) {
            service.answers(call -> NumberedEvents.answer(call, one));
            poll();
            assertThat(trouble()).as(one).containsExactly("FETCHING CALLS_REFUSED");
        }
        assertThat(submissions()).isEmpty();
        assertThat(gaps()).isEmpty();

        service.answers(events);
        poll();
        assertThat(submissions()).containsExactly("1-3 STORED");
        assertThat(trouble()).isEmpty();
        assertThat(output)
                .containsOnlyOnce("randers: cannot be polled (NOT_UNDERSTOOD)")
                .contains("polled again");
    }

    @Test
    void aPageWithMoreThanWasAskedForIsNotStored() throws Exception {
        for (int i = 1; i <= 201; i++) {
            events.refer(i);
        }
        long[] all = LongStream.rangeClosed(1, 201).toArray();
        service.answers(call -> NumberedEvents.answer(call, events.page(false, all)));
        poll();

        assertThat(submissions()).isEmpty();
        assertThat(trouble()).containsExactly("FETCHING CALLS_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-02T05:59:50", "2026-02-02T22:00:00", "2026-07-02T22:00:00"})
    void aServiceThatIsClosedIsNotAskedAndThatIsNoTrouble(String closed) throws Exception {
        service.answers(call -> CalledService.answer(call, 503, "text/plain", ""));
        poll();
        assertThat(trouble()).containsExactly("FETCHING AWAY");

        hub.rooms().clock().set(closed);
        assertThat(polling.isDue(RANDERS)).isFalse();
        assertThat(trouble()).isEmpty();

        hub.rooms().clock().set("2026-07-03T06:00:00");
        assertThat(polling.isDue(RANDERS)).isTrue();
    }

    @Test
    void itIsAskedAsOftenAsAgreedAndAfterAFailureWithPausesThatGrow() throws Exception {
        assertThat(dueAfterMinutes()).isZero();
        polling.poll(RANDERS);
        assertThat(dueAfterMinutes()).isEqualTo(15);
        service.close();
        for (int pause : List.of(1, 2, 4, 8, 15, 15)) {
            polling.poll(RANDERS);
            assertThat(dueAfterMinutes()).isEqualTo(pause);
        }
        assertThat(trouble()).containsExactly("FETCHING AWAY");
    }

    private int dueAfterMinutes() {
        int minutes = 0;
        while (!polling.isDue(RANDERS)) {
            hub.rooms().clock().advance(Duration.ofMinutes(1));
            minutes++;
        }
        return minutes;
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsTroubleAndNothingIsStored() throws Exception {
        service.answers(call -> {});
        events.refer(1);
        polling.poll(RANDERS);

        assertThat(trouble()).containsExactly("FETCHING AWAY");
        assertThat(submissions()).isEmpty();
    }

    @Test
    void toWhoIsNotRandersNoPasswordIsSaid() throws Exception {
        service.close();
        Instant now = Instant.now();
        service = new CalledService(
                SoapHub.AUTHORITY.identity("localhost", now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1))),
                SoapHub.RANDERS_PORT);
        poll();
        assertThat(trouble()).containsExactly("FETCHING NOT_TRUSTED");
        service.close();
        service = new CalledService(new TestAuthority("Others").identity("localhost"), SoapHub.RANDERS_PORT);
        poll();

        assertThat(service.calls()).isEmpty();
        assertThat(trouble()).containsExactly("FETCHING NOT_TRUSTED");
    }

    @Test
    void aPasswordThatRandersDoesNotKnowIsTroubleAndIsNotLogged(CapturedOutput output) throws Exception {
        service.answers(call -> CalledService.answer(call, 401, "text/plain", ""));
        poll();

        assertThat(trouble()).containsExactly("FETCHING CALLS_REFUSED");
        assertThat(output).doesNotContain(NumberedEvents.PASSWORD);
    }

    @Test
    void ofTwoNodesOnePolls() throws Exception {
        events.refer(1);
        try (AnnotationConfigApplicationContext other = node()) {
            assertThat(polling.isDue(RANDERS)).isTrue();
            assertThat(other.getBean(ServicePolling.class).isDue(RANDERS)).isFalse();
        }
    }

    @Test
    void aNodeThatWasHeldUpWhileAnotherTookOverStoresNothing() throws Exception {
        events.refer(1, 2);
        try (AnnotationConfigApplicationContext other = node()) {
            CompletableFuture<Void> gone = new CompletableFuture<>();
            service.answers(call -> {
                if (gone.complete(null)) {
                    hub.rooms()
                            .sql("update lease set held_until = now() - interval '1 s'")
                            .update();
                    ServicePolling another = other.getBean(ServicePolling.class);
                    assertThat(another.isDue(RANDERS)).isTrue();
                    another.poll(RANDERS);
                }
                events.answer(call);
            });
            assertThat(polling.isDue(RANDERS)).isTrue();
            assertThatThrownBy(() -> polling.poll(RANDERS)).isInstanceOf(RuntimeException.class);
        }
        assertThat(events.asked()).containsExactly(0L, 0L);
        assertThat(submissions()).containsExactly("1-2 STORED");
        assertThat(hub.rooms().count("submission")).isOne();
    }

    @Test
    void twoNodesThatBothBelieveToPollStoreEachEventOnce() throws Exception {
        for (int i = 1; i <= 400; i++) {
            events.refer(i);
        }
        try (AnnotationConfigApplicationContext other = node()) {
            List<CompletableFuture<Void>> both = List.of(polling, other.getBean(ServicePolling.class)).stream()
                    .map(one -> CompletableFuture.runAsync(() -> {
                        try {
                            hub.rooms()
                                    .sql("update lease set held_until = now() - interval '1 s'")
                                    .update();
                            one.isDue(RANDERS);
                            one.poll(RANDERS);
                        } catch (Exception e) {
                            // the other one was faster
                        }
                    }))
                    .toList();
            both.forEach(CompletableFuture::join);
        }
        poll();
        assertThat(submissions()).containsExactly("1-200 STORED", "201-400 STORED");
    }

    @Test
    void aHubThatFallsBetweenTheAnswerAndTheCommitAsksAgainAndStoresOnce() throws Exception {
        events.refer(1, 3);
        hub.rooms()
                .sql("alter table service_position add constraint fallen check (number < 0) not valid")
                .update();
        try {
            polling.isDue(RANDERS);
            assertThatThrownBy(() -> polling.poll(RANDERS)).isInstanceOf(RuntimeException.class);
            assertThat(submissions()).isEmpty();
            assertThat(gaps()).isEmpty();
            assertThat(hub.rooms().count("archive_chunk")).isZero();
        } finally {
            hub.rooms()
                    .sql("alter table service_position drop constraint fallen")
                    .update();
        }
        poll();
        assertThat(events.asked()).containsExactly(0L, 0L, 1L);
        assertThat(submissions()).containsExactly("1 STORED", "3 STORED");
        assertThat(gaps()).containsExactly("2-2");
    }

    @Test
    void thePageThatRandersHasShownGivesOneCaseAndTheRestWaitsForTheirs() throws Exception {
        String page = Files.readString(Path.of("mappings/randers/samples/referral/page/input.xml"))
                .replaceFirst("<\\?xml[^>]*>", "");
        service.answers(call -> NumberedEvents.answer(call, page));
        poll();
        work();

        assertThat(submissions()).containsExactly("4711-4714 PROCESSED");
        assertThat(outcomes("4711-4714")).containsExactly("ACCEPTED", "WAITING", "WAITING", "KNOWN");
        assertThat(referred()).containsExactly("R17-000123");
    }

    @Test
    void whatComesBackOfTheHubsOwnWordChangesNothing() throws Exception {
        events.refer(1);
        events.put(2, "RET", "EKSTERN", 1, "");
        poll();
        work();

        assertThat(outcomes("1-2")).containsExactly("ACCEPTED", "KNOWN");
        assertThat(hub.rooms().count("event")).isOne();
    }

    @Test
    void whatIsChangedTwiceOnADayIsAsTheHigherNumberHasItInWhateverOrderTheyCome() throws Exception {
        events.refer(1);
        events.put(2, "RET", "INTERN", 1, phone("20000002"));
        events.put(4, "RET", "INTERN", 1, phone("20000004"));
        poll();
        work();
        events.put(3, "RET", "INTERN", 1, phone("20000003"));
        poll();
        work();

        assertThat(submissions()).containsExactly("1-2 PROCESSED", "4 PROCESSED", "3 PROCESSED");
        assertThat(hub.rooms()
                        .sql("select stamp from event where key like '%CONTACT_CHANGED%' order by stamp desc")
                        .query(String.class)
                        .list())
                .containsExactly("0000000000000000004", "0000000000000000003", "0000000000000000002");

        service.answers(call -> NumberedEvents.answer(call, events.page(false, 2, 3, 4, 5)));
        events.put(5, "RET", "EKSTERN", 1, "");
        poll();
        work();
        assertThat(outcomes("2-5")).containsOnly("KNOWN");
        assertThat(hub.rooms().count("event")).isEqualTo(4);
    }

    @Test
    void anEventOfAKindThatIsNotAgreedIsRefusedAloneAndTheOthersAreTaken() throws Exception {
        events.refer(1, 3);
        events.put(2, "FLYT", "INTERN", 1, "");
        poll();
        work();

        assertThat(outcomes("1-3").get(1)).startsWith("REJECTED");
        assertThat(referred()).hasSize(2);
    }

    private static String phone(String number) {
        return "<Henvisning><Telefonnummer>" + number + "</Telefonnummer></Henvisning>";
    }

    /** As the route does when it is time. */
    private void poll() throws Exception {
        hub.rooms().clock().advance(Duration.ofMinutes(15));
        if (polling.isDue(RANDERS)) {
            polling.poll(RANDERS);
        }
    }

    private void work() {
        hub.rooms()
                .sql("select id from submission where state = 'STORED' order by number")
                .query(UUID.class)
                .list()
                .forEach(hub.rooms()::process);
    }

    private List<String> submissions() {
        return hub.rooms()
                .sql("select name || ' ' || state from submission where partner = 'randers' order by number")
                .query(String.class)
                .list();
    }

    private List<String> outcomes(String name) {
        return hub.rooms()
                .outcomes(hub.rooms()
                        .sql("select id from submission where name = ?")
                        .param(name)
                        .query(UUID.class)
                        .single());
    }

    private List<String> referred() {
        return hub.rooms()
                .sql("select case_number from participation where municipality = '730' order by number")
                .query(String.class)
                .list();
    }

    private List<String> gaps() {
        return new EventGaps(hub.rooms().bean(DataSource.class))
                .open().stream().map(gap -> gap.first() + "-" + gap.last()).toList();
    }

    private List<String> trouble() {
        return hub.rooms()
                .sql("select place || ' ' || trouble from partner_trouble where partner = 'randers'")
                .query(String.class)
                .list();
    }
}
