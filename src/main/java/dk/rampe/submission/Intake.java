package dk.rampe.submission;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dk.rampe.delivery.CaseLocks;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.NewDelivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.delivery.StatusNews;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import dk.rampe.submission.Placing.Agreements;
import dk.rampe.submission.WaitingLines.Waiting;
import dk.rampe.vault.Keyring;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Takes canonical records in: has {@link Decisions} say what each adds to which case, and stores that with all that is
 * owed because of it, in the caller's transaction.
 */
@Component
class Intake {

    private final Partners partners;
    private final CaseLocks locks;
    private final CaseFiles caseFiles;
    private final ErasedCases erasedCases;
    private final WaitingLines waitingLines;
    private final EventStore store;
    private final Outbox outbox;
    private final StatusNews statusNews;
    private final Keyring keyring;
    private final Agreements agreements;

    Intake(
            Partners partners,
            CaseLocks locks,
            CaseFiles caseFiles,
            ErasedCases erasedCases,
            WaitingLines waitingLines,
            EventStore store,
            Outbox outbox,
            StatusNews statusNews,
            Keyring keyring) {
        this.partners = partners;
        this.locks = locks;
        this.caseFiles = caseFiles;
        this.erasedCases = erasedCases;
        this.waitingLines = waitingLines;
        this.store = store;
        this.outbox = outbox;
        this.statusNews = statusNews;
        this.keyring = keyring;
        this.agreements = new PartnersAgreements(partners);
    }

    private record PartnersAgreements(Partners partners) implements Agreements {

        @Override
        public String programmeOf(String jobcentre) {
            return partners.get(jobcentre).programme();
        }

        @Override
        public String providerOf(String programme) {
            return partners.providerOf(programme);
        }
    }

    /**
     * @param outcomes of the records given, in their order
     * @param toWait those of them that wait, for their lines to be noted first
     * @param takenUp outcomes of earlier lines that waited for something in these records
     * @param erased those of the numbers of other lines that are of cases that were erased
     */
    record Result(List<LineOutcome> outcomes, List<Waiting> toWait, List<LineOutcome> takenUp, Set<String> erased) {}

    /**
     * @param partner who sent all of the records
     * @param others case numbers of lines that were sent with them and are refused already, or echoes
     */
    Result take(String partner, List<Told> records, Collection<String> others) {
        Map<Told, CaseKey> keys = new IdentityHashMap<>();
        records.forEach(told -> keyOf(told).ifPresent(key -> keys.put(told, key)));
        Set<String> eventIds = records.stream()
                .map(told -> told.text("eventId"))
                .filter(Objects::nonNull)
                .collect(toSet());
        Map<String, CaseKey> ofOthers = keysOf(partner, others);
        Set<CaseKey> all = Stream.concat(keys.values().stream(), ofOthers.values().stream())
                .collect(toSet());
        locks.hold(
                all, eventIds.stream().map(id -> "event " + partner + ' ' + id).toList());
        Batch batch = new Batch(
                caseFiles.of(keys.values()),
                caseFiles.eventIds(partner, eventIds),
                erasedCases.among(all, participations(records)),
                keyring::digests,
                store.numbers(records.size()));
        Decisions decisions = new Decisions(batch, agreements, waitingLines.of(keys.values()));
        records.forEach(told -> decisions.take(told, keys.get(told)));
        waitingLines.remove(decisions.takenUp());
        store.write(batch);
        erasedCases.lift(batch.erased().openedAnew());
        owe(batch);
        return new Result(
                decisions.outcomes(),
                decisions.toWait(),
                decisions.takenUp(),
                others.stream()
                        .filter(number ->
                                ofOthers.containsKey(number) && batch.erased().is(ofOthers.get(number)))
                        .collect(toSet()));
    }

    private void owe(Batch batch) {
        List<UUID> touched = batch.additions().stream()
                .map(addition -> addition.file().id())
                .distinct()
                .toList();
        List<NewDelivery> cases = batch.additions().stream()
                .filter(addition -> addition.event().kind().isToldByJobcentre())
                // the provider has known of its end for long, and there is no person to tell of
                .filter(addition -> !addition.file().isClosed())
                .map(addition -> NewDelivery.ofCase(
                        addition.file().provider(),
                        addition.file().id(),
                        addition.event().number()))
                .toList();
        outbox.add(cases);
        statusNews.tell(touched);
    }

    /** Whose a provider's refused event is, nobody can say. */
    private Map<String, CaseKey> keysOf(String partner, Collection<String> caseNumbers) {
        String municipality = partners.get(partner).municipality();
        return municipality == null
                ? Map.of()
                : caseNumbers.stream()
                        .distinct()
                        .collect(toMap(number -> number, number -> new CaseKey(municipality, number)));
    }

    private static List<UUID> participations(List<Told> records) {
        return records.stream()
                .map(told -> told.text("participationId"))
                .filter(Objects::nonNull)
                .map(UUID::fromString)
                .toList();
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
}
