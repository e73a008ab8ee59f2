package dk.rampe.submission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Status;
import dk.rampe.submission.PaperHub.Story;
import dk.rampe.submission.PaperHub.Telling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A referral after an ending opens the case anew, whichever of the two is told first. */
class ReopeningTest {

    private static final LocalDate LATER = LocalDate.parse("2026-12-31");
    private static final CaseKey CASE = new CaseKey("740", "740-2026-00001");

    @Test
    void inAnyOrderACompletedAndAWithdrawnParticipationComeOut() {
        inEveryOrder(
                List.of(
                        referral("2026-02-01", 1),
                        update("2026-02-02", 2, "\"phone\": \"22222222\""),
                        progress("COMPLETED", "2026-02-05"),
                        referral("2026-02-10", 4),
                        update("2026-02-12", 4, "\"phone\": \"44444444\""),
                        update("2026-02-20", 5, "\"withdrawn\": true")),
                "COMPLETED 2026-02-05",
                "WITHDRAWN 2026-02-20");
    }

    @Test
    void inAnyOrderThreeParticipationsComeOut() {
        inEveryOrder(
                List.of(
                        referral("2026-02-01", 1),
                        update("2026-02-05", 2, "\"withdrawn\": true"),
                        referral("2026-02-10", 3),
                        update("2026-02-20", 4, "\"withdrawn\": true"),
                        referral("2026-02-25", 5),
                        update("2026-02-26", 6, "\"protected\": true")),
                "WITHDRAWN 2026-02-05",
                "WITHDRAWN 2026-02-20",
                "RECEIVED 2026-02-25");
    }

    @Test
    void inAnyOrderACorrectionBeforeTheEndingStaysOne() {
        inEveryOrder(
                List.of(
                        referral("2026-02-01", 1),
                        referral("2026-02-04", 2),
                        progress("DROPPED_OUT", "2026-02-06"),
                        update("2026-02-03", 2, "\"situation\": \"SICK_LISTED_FLEXJOB\"")),
                "DROPPED_OUT 2026-02-06");
    }

    @Test
    void inAnyOrderOnlyTheSecondParticipationThatWasInErrorCountsNowhere() {
        inEveryOrder(
                List.of(
                        referral("2026-02-01", 1),
                        progress("COMPLETED", "2026-02-05"),
                        referral("2026-02-10", 3),
                        update("2026-02-11", 4, "\"registeredInError\": true")),
                "COMPLETED 2026-02-05",
                "REGISTERED_IN_ERROR 2026-02-11");
    }

    @Test
    void inAnyOrderOnlyTheFirstParticipationThatWasInErrorCountsNowhere() {
        inEveryOrder(
                List.of(
                        referral("2026-02-01", 1),
                        update("2026-02-06", 2, "\"registeredInError\": true"),
                        referral("2026-02-10", 3),
                        update("2026-02-12", 4, "\"phone\": \"44444444\"")),
                "REGISTERED_IN_ERROR 2026-02-06",
                "RECEIVED 2026-02-10");
    }

    @Test
    void anErrorToldBeforeTheSecondReferralIsNotTheSecondParticipations() {
        PaperHub hub = new PaperHub();
        hub.take(List.of(
                referral("2026-02-01", 1),
                progress("COMPLETED", "2026-02-05"),
                update("2026-02-15", 2, "\"registeredInError\": true")));
        hub.take(List.of(referral("2026-02-10", 3)));
        assertThat(statuses(hub.stories(LATER)))
                .containsExactly("REGISTERED_IN_ERROR 2026-02-15", "RECEIVED 2026-02-10");
    }

    /** Each order as one batch, and record by record, each told twice: the same events stand in the same cases. */
    private static void inEveryOrder(List<Telling> straight, String... statuses) {
        PaperHub hub = new PaperHub();
        hub.take(straight);
        assertThat(statuses(hub.stories(LATER))).containsExactly(statuses);
        List<String> expected = texts(hub);
        for (List<Telling> order : permutations(straight)) {
            PaperHub atOnce = new PaperHub();
            atOnce.take(order);
            assertThat(atOnce.refused()).isEmpty();
            assertThat(texts(atOnce)).isEqualTo(expected);
            PaperHub oneByOne = new PaperHub();
            order.forEach(one -> oneByOne.take(List.of(one)));
            order.forEach(one -> oneByOne.take(List.of(one)));
            assertThat(oneByOne.refused()).isEmpty();
            assertThat(texts(oneByOne)).isEqualTo(expected);
        }
    }

    private static List<List<Telling>> permutations(List<Telling> tellings) {
        if (tellings.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Telling>> all = new ArrayList<>();
        for (Telling first : tellings) {
            List<Telling> others = tellings.stream().filter(one -> one != first).toList();
            for (List<Telling> rest : permutations(others)) {
                List<Telling> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }

    private static List<String> texts(PaperHub hub) {
        return hub.stories(LATER).stream()
                .map(story -> text(story.statuses().get(0))
                        + story.standing().stream()
                                .map(event -> event.kind() + " " + event.occurredOn() + " " + event.stamp())
                                .toList())
                .toList();
    }

    private static List<String> statuses(List<Story> stories) {
        return stories.stream().map(story -> text(story.statuses().get(0))).toList();
    }

    private static String text(Status status) {
        return status == null ? "none" : status.code() + " " + status.on();
    }

    private static Telling referral(String referredOn, int stamp) {
        return telling("silkeborg", "referral", stamp, """
                {"caseNumber": "%s", "person": {"identifier": {"value": "6101500001", "type": "REPLACEMENT"}},
                 "targetGroup": "PRIMARY", "situation": "UNEMPLOYED_FLEXJOB", "referredOn": "%s"}""".formatted(CASE.caseNumber(), referredOn));
    }

    private static Telling update(String effectiveOn, int stamp, String what) {
        return telling("silkeborg", "case-update", stamp, """
                {"caseNumber": "%s", "effectiveOn": "%s", %s}""".formatted(CASE.caseNumber(), effectiveOn, what));
    }

    private static Telling progress(String kind, String occurredOn) {
        return telling("sind", "progress", 0, """
                {"eventId": "%s", "municipality": "740", "caseNumber": "%s", "kind": "%s", "occurredOn": "%s"}""".formatted(UUID.randomUUID(), CASE.caseNumber(), kind, occurredOn));
    }

    /** @param stamp number of the sender's file; 0 for none */
    private static Telling telling(String partner, String message, int stamp, String json) {
        try {
            ObjectNode record = (ObjectNode) new JsonMapper().readTree(json);
            String version = stamp == 0 ? null : "20260202_%02d".formatted(stamp);
            return new Telling(CASE, new Told(UUID.randomUUID(), 1, partner, message, record, version, List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
