package dk.rampe.console;

import static dk.rampe.console.Attention.Level.ACT;
import static dk.rampe.console.Attention.Level.OK;
import static dk.rampe.console.Attention.Level.WATCH;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.console.Activity.Arrival;
import dk.rampe.console.Activity.Backlog;
import dk.rampe.console.Activity.Deliveries;
import dk.rampe.console.Activity.Lines;
import dk.rampe.console.Activity.Missing;
import dk.rampe.console.Attention.Finding;
import dk.rampe.console.Attention.Reason;
import dk.rampe.partner.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {

    private static final Instant NOW = Instant.parse("2026-11-19T13:32:00Z");
    private static final Duration THIRTY_DAYS = ofDays(30);
    private static final Lines NO_LINES = new Lines(0, 0);
    private static final Backlog NOTHING = new Backlog(0, null);
    private static final Deliveries ALL_SENT = new Deliveries(NOTHING, 0, 0, 0, 0, 0, List.of());

    @Test
    void aPartnerThatNothingIsKnownAboutIsFine() {
        var attention = attention(null, null, NO_LINES, NOTHING, ALL_SENT);

        assertThat(attention.level()).isEqualTo(OK);
        assertThat(attention.findings()).isEmpty();
    }

    @Test
    void statusesThatWaitForTheirFileAndDeliveriesThatWaitForTheirTurnAreFine() {
        var attention = attention(
                null,
                null,
                NO_LINES,
                NOTHING,
                new Deliveries(new Backlog(300, NOW.minusSeconds(1)), 8, 0, 0, 0, 0, List.of()));

        assertThat(attention.level()).isEqualTo(OK);
    }

    @Test
    void whatAPartnerHasYetToFetchIsNotLate() {
        var activity = new Activity(
                null,
                null,
                NO_LINES,
                NO_LINES,
                NOTHING,
                new Deliveries(NOTHING, 0, 0, 7, 0, 0, List.of()),
                Map.of(),
                Missing.NOTHING,
                null);

        assertThat(Attention.of(activity, true, THIRTY_DAYS, NOW).level()).isEqualTo(OK);
        assertThat(Attention.of(activity, false, THIRTY_DAYS, NOW).level()).isEqualTo(WATCH);
    }

    @Test
    void aLastSubmissionThatWasRefusedWholeIsWatched() {
        assertThat(last("REFUSED").level()).isEqualTo(WATCH);
        assertThat(last("REFUSED").findings()).containsExactly(new Finding(Reason.LAST_SUBMISSION_REFUSED, 1));
    }

    @Test
    void aLastSubmissionInAnyOtherStateIsFine() {
        assertThat(last("PARTLY").level()).isEqualTo(OK);
        assertThat(last("DUPLICATE").level()).isEqualTo(OK);
        assertThat(last("PROCESSED").level()).isEqualTo(OK);
    }

    @Test
    void linesRefusedInTheLastDayAreWatched() {
        var attention = attention(null, null, new Lines(100, 5), NOTHING, ALL_SENT);

        assertThat(attention).isEqualTo(new Attention(WATCH, List.of(new Finding(Reason.LINES_REFUSED, 5))));
    }

    @Test
    void deliveriesThatAreRetriedLateOrRejectedAreWatched() {
        assertThat(out(2, 0, 0, 0)).isEqualTo(only(WATCH, Reason.DELIVERY_RETRIED, 2));
        assertThat(out(0, 3, 0, 0)).isEqualTo(only(WATCH, Reason.DELIVERY_LATE, 3));
        assertThat(out(0, 0, 0, 4)).isEqualTo(only(WATCH, Reason.DELIVERY_REJECTED, 4));
    }

    @Test
    void aDeliveryThatWasGivenUpNeedsAction() {
        assertThat(out(0, 0, 1, 0)).isEqualTo(only(ACT, Reason.DELIVERY_FAILED, 1));
    }

    @Test
    void aSubmissionThatIsStoredAndNotProcessedForTenMinutesNeedsAction() {
        assertThat(stored(ofMinutes(10)).level()).isEqualTo(OK);
        assertThat(stored(ofMinutes(10).plusSeconds(1))).isEqualTo(only(ACT, Reason.SUBMISSION_STUCK, 1));
    }

    @Test
    void linesThatWaitForTheirCaseAreWatchedInTheLastWeekBeforeTheyAreRefused() {
        assertThat(waiting(ofDays(23))).isEqualTo(only(OK, Reason.LINES_WAIT, 7));
        assertThat(waiting(ofDays(23).plusSeconds(1))).isEqualTo(only(WATCH, Reason.LINES_ARE_SOON_REFUSED, 7));
    }

    @Test
    void theGravestFindingDecidesAndComesFirst() {
        var attention = attention(
                new Arrival(NOW, "REFUSED"),
                null,
                new Lines(0, 1),
                new Backlog(1, NOW),
                new Deliveries(NOTHING, 0, 1, 0, 1, 0, List.of()));

        assertThat(attention.level()).isEqualTo(ACT);
        assertThat(attention.findings())
                .extracting(Finding::reason)
                .containsExactly(
                        Reason.DELIVERY_FAILED,
                        Reason.LAST_SUBMISSION_REFUSED,
                        Reason.LINES_REFUSED,
                        Reason.DELIVERY_RETRIED,
                        Reason.LINES_WAIT);
    }

    @Test
    void aServerThatIsNotBelievedOrDoesNotLetTheHubInNeedsActionAtOnce() {
        for (Trouble trouble : Trouble.values()) {
            if (trouble != Trouble.AWAY && trouble != Trouble.KEPT_OUT) {
                assertThat(server(trouble, ofMinutes(0))).isEqualTo(only(ACT, Reason.of(trouble), 1));
            }
        }
    }

    @Test
    void aServerThatIsAwayIsWatchedAfterTenMinutes() {
        assertThat(server(Trouble.AWAY, ofMinutes(10)).level()).isEqualTo(OK);
        assertThat(server(Trouble.AWAY, ofMinutes(10).plusSeconds(1))).isEqualTo(only(WATCH, Reason.SERVER_AWAY, 1));
    }

    @Test
    void whoWasKeptOutOfADropBoxIsToldOfForADay() {
        assertThat(server(Trouble.KEPT_OUT, ofHours(23))).isEqualTo(only(WATCH, Reason.SERVER_KEPT_OUT, 1));
        assertThat(server(Trouble.KEPT_OUT, ofHours(24)).level()).isEqualTo(OK);
    }

    @Test
    void eventsThatAreMissingAreForSomebodyToActOn() {
        var missing = new Missing(2, List.of(3L, 4L), NOW);
        var activity = new Activity(null, null, NO_LINES, NO_LINES, NOTHING, ALL_SENT, Map.of(), missing, null);

        assertThat(Attention.of(activity, false, THIRTY_DAYS, NOW)).isEqualTo(only(ACT, Reason.EVENTS_MISSING, 2));
    }

    private static Attention server(Trouble trouble, Duration ago) {
        var troubles = Map.of(trouble, NOW.minus(ago));
        return Attention.of(
                new Activity(null, null, NO_LINES, NO_LINES, NOTHING, ALL_SENT, troubles, Missing.NOTHING, null),
                false,
                THIRTY_DAYS,
                NOW);
    }

    private static Attention last(String state) {
        return attention(new Arrival(NOW, state), null, NO_LINES, NOTHING, ALL_SENT);
    }

    private static Attention stored(Duration ago) {
        return attention(null, NOW.minus(ago), NO_LINES, NOTHING, ALL_SENT);
    }

    private static Attention waiting(Duration ago) {
        return attention(null, null, NO_LINES, new Backlog(7, NOW.minus(ago)), ALL_SENT);
    }

    private static Attention out(long retried, long late, long failed, long rejected) {
        return attention(
                null, null, NO_LINES, NOTHING, new Deliveries(NOTHING, 0, retried, late, failed, rejected, List.of()));
    }

    private static Attention only(Attention.Level level, Reason reason, long count) {
        return new Attention(level, List.of(new Finding(reason, count)));
    }

    private static Attention attention(
            Arrival last, Instant unprocessedSince, Lines day, Backlog waiting, Deliveries deliveries) {
        return Attention.of(
                new Activity(last, unprocessedSince, day, day, waiting, deliveries, Map.of(), Missing.NOTHING, null),
                false,
                THIRTY_DAYS,
                NOW);
    }
}
