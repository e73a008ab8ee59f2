package dk.rampe.submission;

import static dk.rampe.submission.LineOutcome.Outcome.WAITING;

import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.NewDelivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.StatusNews;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import dk.rampe.submission.WaitingLines.Waiting;
import dk.rampe.vault.Keyring;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes canonical records in: places each with its case, takes up what waited for it, and stores what they tell with
 * all that is owed because of it, in the caller's transaction.
 */
@Component
class Intake {

    private final Partners partners;
    private final CaseLocks locks;
    private final CaseFiles caseFiles;
    private final Placing placing;
    private final WaitingLines waitingLines;
    private final EventStore store;
    private final Outbox outbox;
    private final StatusNews statusNews;
    private final Keyring keyring;

    Intake(
            Partners partners,
            CaseLocks locks,
            CaseFiles caseFiles,
            Placing placing,
            WaitingLines waitingLines,
            EventStore store,
            Outbox outbox,
            StatusNews statusNews,
            Keyring keyring) {
        this.partners = partners;
        this.locks = locks;
        this.caseFiles = caseFiles;
        this.placing = placing;
        this.waitingLines = waitingLines;
        this.store = store;
        this.outbox = outbox;
        this.statusNews = statusNews;
        this.keyring = keyring;
    }

    /**
     * @param outcomes of the records given, in their order
     * @param toWait those of them that wait, for their lines to be noted first
     * @param takenUp outcomes of earlier lines that waited for something in these records
     */
    record Result(List<LineOutcome> outcomes, List<Waiting> toWait, List<LineOutcome> takenUp) {}

    Result take(List<Told> records) {
        Map<Told, CaseKey> keys = new IdentityHashMap<>();
        records.forEach(told -> keyOf(told).ifPresent(key -> keys.put(told, key)));
        locks.hold(keys.values());
        Batch batch = new Batch(caseFiles.of(keys.values()), keyring, store.numbers(records.size()));

        List<LineOutcome> outcomes = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (Told told : records) {
            CaseKey key = keys.get(told);
            LineOutcome outcome = key == null
                    ? Placing.refused(told, FaultCode.PARTICIPATION_UNKNOWN.fault("participationId"))
                    : placing.place(told, key, batch);
            outcomes.add(outcome);
            if (outcome.outcome() == WAITING) {
                waiting.add(new Waiting(key, told));
            }
        }
        List<Waiting> earlier = new ArrayList<>(waitingLines.of(batch.touched()));
        List<LineOutcome> takenUp = takeUp(earlier, waiting, outcomes, batch);
        store.write(batch);
        owe(batch);
        return new Result(outcomes, waiting, takenUp);
    }

    /** One line taken up may be what another waits for: goes on until nothing moves. */
    private List<LineOutcome> takeUp(
            List<Waiting> earlier, List<Waiting> waiting, List<LineOutcome> outcomes, Batch batch) {
        List<LineOutcome> takenUp = new ArrayList<>();
        List<Told> done = new ArrayList<>();
        boolean moved = !batch.additions().isEmpty();
        while (moved) {
            moved = waiting.removeIf(line -> {
                LineOutcome outcome = placing.place(line.told(), line.key(), batch);
                outcomes.replaceAll(old -> isOf(old, line.told()) ? outcome : old);
                return outcome.outcome() != WAITING;
            });
            moved |= earlier.removeIf(line -> {
                LineOutcome outcome = placing.place(line.told(), line.key(), batch);
                if (outcome.outcome() != WAITING) {
                    takenUp.add(outcome);
                    done.add(line.told());
                }
                return outcome.outcome() != WAITING;
            });
        }
        waitingLines.remove(done);
        return takenUp;
    }

    private void owe(Batch batch) {
        List<UUID> touched = batch.additions().stream()
                .map(addition -> addition.file().id())
                .distinct()
                .toList();
        List<NewDelivery> cases = batch.additions().stream()
                .filter(addition -> !addition.told().message().equals("progress"))
                .map(addition -> NewDelivery.ofCase(
                        addition.file().provider(),
                        addition.file().id(),
                        addition.event().number()))
                .toList();
        outbox.add(cases);
        statusNews.tell(touched);
    }

    /** The municipality is the sender's own; only a provider, who has none, names one. */
    private Optional<CaseKey> keyOf(Told told) {
        Partner partner = partners.get(told.partner());
        if (partner.municipality() != null) {
            return Optional.of(new CaseKey(partner.municipality(), told.caseNumber()));
        }
        String participationId = told.text("participationId");
        return participationId == null
                ? Optional.of(new CaseKey(told.text("municipality"), told.caseNumber()))
                : caseFiles.keyOf(UUID.fromString(participationId));
    }

    private static boolean isOf(LineOutcome outcome, Told told) {
        return outcome.line() == told.line() && outcome.submission().equals(told.submission());
    }
}
