package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.participation.Participation;
import dk.rampe.participation.Status;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Placing.Agreements;
import dk.rampe.submission.WaitingLines.Waiting;
import dk.rampe.vault.Digest;
import dk.rampe.vault.Digests;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What {@link Decisions} makes of records, batch after batch, kept in memory: the intake without its database. */
final class PaperHub {

    private static final Agreements AGREEMENTS = new Agreements() {
        @Override
        public String programmeOf(String jobcentre) {
            return "rampen";
        }

        @Override
        public String providerOf(String programme) {
            return "sind";
        }
    };

    private final Map<CaseKey, List<CaseFile>> cases = new HashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<LineOutcome> refused = new ArrayList<>();
    private List<Waiting> waiting = new ArrayList<>();

    /** @param key as the sender names the case */
    record Telling(CaseKey key, Told told) {}

    /**
     * A participation as told so far.
     *
     * @param statuses on each of the days asked for; null when there was no case yet
     * @param standing in fold order, without the numbers that tell of the order of arrival
     */
    record Story(CaseKey key, int occurrence, List<Status> statuses, List<Event> standing) {}

    void take(List<Telling> batch) {
        Decisions decisions = new Decisions(
                new Batch(
                        cases,
                        new EventIds(Map.of()),
                        Erased.nothing(),
                        PaperHub::fingerprint,
                        numbers::incrementAndGet),
                AGREEMENTS,
                waiting);
        batch.forEach(one -> decisions.take(one.told(), one.key()));
        Map<Told, Boolean> takenUp = new IdentityHashMap<>();
        waiting.stream()
                .map(Waiting::told)
                .filter(told -> decisions.takenUp().stream().anyMatch(outcome -> outcome.isOf(told)))
                .forEach(told -> takenUp.put(told, true));
        waiting = new ArrayList<>(waiting);
        waiting.removeIf(line -> takenUp.containsKey(line.told()));
        waiting.addAll(decisions.toWait());
        decisions.outcomes().stream()
                .filter(outcome -> outcome.outcome() == Outcome.REJECTED)
                .forEach(refused::add);
    }

    int waiting() {
        return waiting.size();
    }

    List<LineOutcome> refused() {
        return refused;
    }

    List<Story> stories(LocalDate... days) {
        return cases.values().stream()
                .flatMap(List::stream)
                .map(file -> story(file, days))
                .sorted(Comparator.comparing((Story story) -> story.key().municipality())
                        .thenComparing(story -> story.key().caseNumber())
                        .thenComparing(Story::occurrence))
                .toList();
    }

    private static Story story(CaseFile file, LocalDate... days) {
        List<Status> statuses = new ArrayList<>();
        for (LocalDate day : days) {
            Participation participation = Participation.of(file.events(), day, Long.MAX_VALUE);
            statuses.add(participation.exists() ? Status.of(participation, null) : null);
        }
        return new Story(file.key(), file.occurrence(), statuses, standing(file));
    }

    private static List<Event> standing(CaseFile file) {
        return dk.rampe.participation.Standing.of(file.events()).stream()
                .map(event -> event.numbered(0))
                .toList();
    }

    private static Digests fingerprint(String purpose, String text) {
        return new Digests(new Digest(null, text.getBytes(StandardCharsets.UTF_8)), List.of(), List.of());
    }
}
