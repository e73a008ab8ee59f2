package dk.rampe.submission;

import static dk.rampe.submission.LineOutcome.Outcome.ACCEPTED;
import static dk.rampe.submission.LineOutcome.Outcome.KNOWN;
import static dk.rampe.submission.LineOutcome.Outcome.REJECTED;
import static dk.rampe.submission.LineOutcome.Outcome.WAITING;
import static dk.rampe.submission.LineOutcome.Outcome.WARNING;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.submission.EventIds.EventId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which participation a record is about, and whether it is news there (participant model, "Identity", "Event keys").
 */
final class Placing {

    private final Batch batch;
    private final Agreements agreements;

    Placing(Batch batch, Agreements agreements) {
        this.batch = batch;
        this.agreements = agreements;
    }

    /** What there is to know of the partners. */
    interface Agreements {

        /** The programme that a jobcentre refers to. */
        String programmeOf(String jobcentre);

        String providerOf(String programme);
    }

    /** Adds the record's news to the batch. */
    LineOutcome place(Told told, CaseKey key) {
        if (batch.erased().is(key) && !opensAnew(told, key)) {
            return refused(told, FaultCode.CASE_ERASED.fault());
        }
        return switch (told.message()) {
            case "referral" -> referral(told, occurrences(told, key));
            case "case-update" -> caseUpdate(told, occurrences(told, key));
            default -> progress(told, key);
        };
    }

    private boolean opensAnew(Told told, CaseKey key) {
        return told.message().equals("referral")
                && batch.erased().openAnew(key, RecordEvents.of(told).get(0).occurredOn());
    }

    /** A participation is named that is none of anybody's. */
    LineOutcome ofNoCase(Told told) {
        UUID participation = UUID.fromString(told.text("participationId"));
        return refused(
                told,
                batch.erased().is(participation)
                        ? FaultCode.CASE_ERASED.fault()
                        : FaultCode.PARTICIPATION_UNKNOWN.fault("participationId"));
    }

    private Occurrences occurrences(Told told, CaseKey key) {
        String programme = agreements.programmeOf(told.partner());
        return new Occurrences(batch, key, programme, agreements.providerOf(programme));
    }

    private LineOutcome referral(Told told, Occurrences occurrences) {
        List<NewEvent> events = RecordEvents.of(told);
        for (CaseFile file : occurrences.all()) {
            if (batch.knows(file, events)) {
                return outcome(told, KNOWN, file);
            }
        }
        CaseFile file = occurrences.ofReferral(events.get(0).occurredOn());
        if (file.isClosed()) {
            return refused(told, FaultCode.CASE_CLOSED.fault());
        }
        batch.add(file, events, told);
        occurrences.settle(file);
        return taken(told, file);
    }

    private LineOutcome caseUpdate(Told told, Occurrences occurrences) {
        if (occurrences.all().isEmpty()) {
            return outcome(told, WAITING, null);
        }
        List<NewEvent> events = RecordEvents.of(told);
        CaseFile file = occurrences.ofUpdate(events.get(0).occurredOn());
        if (batch.knows(file, events)) {
            return outcome(told, KNOWN, file);
        }
        if (file.isClosed() && events.stream().anyMatch(NewEvent::isPersonal)) {
            return refused(told, FaultCode.CASE_CLOSED.fault());
        }
        batch.add(file, events, told);
        occurrences.settle(file);
        return taken(told, file);
    }

    private LineOutcome progress(Told told, CaseKey key) {
        EventId id = EventId.of(told);
        if (batch.eventIds().isOfAnother(id, key)) {
            return refused(told, FaultCode.EVENT_ID_OF_ANOTHER_CASE.fault("eventId"));
        }
        LineOutcome outcome = progress(told, batch.at(told.partner(), key));
        if (outcome.outcome() != REJECTED) {
            batch.eventIds().belong(id, key);
        }
        return outcome;
    }

    private LineOutcome progress(Told told, List<CaseFile> all) {
        String eventId = told.text("eventId");
        String participationId = told.text("participationId");
        List<CaseFile> meant = participationId == null ? meant(told, all) : byId(participationId, all);
        if (meant.isEmpty()) {
            return participationId == null
                    ? outcome(told, WAITING, null)
                    : refused(told, FaultCode.PARTICIPATION_UNKNOWN.fault("participationId"));
        }
        if (meant.size() > 1) {
            return refused(told, FaultCode.CASE_AMBIGUOUS.fault("caseNumber"));
        }
        CaseFile file = meant.get(0);
        if (all.stream().anyMatch(other -> other != file && other.has(eventId))) {
            return refused(told, FaultCode.EVENT_ID_OF_ANOTHER_CASE.fault("eventId"));
        }
        String supersedes = told.text("supersedes");
        if (supersedes != null && !supersedes.equals(eventId) && !file.has(supersedes)) {
            return outcome(told, WAITING, null);
        }
        List<NewEvent> events = RecordEvents.of(told);
        if (!batch.add(file, events, told)) {
            return outcome(told, KNOWN, file);
        }
        new Occurrences(batch, file.key(), file.programme(), file.provider()).settle(file);
        // the vault keeps nothing of what is closed
        return file.isClosed() && events.stream().anyMatch(NewEvent::isPersonal)
                ? taken(told.with(FaultCode.PERSONAL_PART_DROPPED.fault()), file)
                : taken(told, file);
    }

    private static List<CaseFile> byId(String participationId, List<CaseFile> files) {
        return files.stream()
                .filter(file -> file.id().toString().equals(participationId))
                .toList();
    }

    /** Of several, the one that knows the event, else the one that knows what it corrects. */
    private static List<CaseFile> meant(Told told, List<CaseFile> files) {
        return Stream.of(told.text("eventId"), told.text("supersedes"))
                .map(id -> files.stream().filter(file -> file.has(id)).toList())
                .filter(knowing -> !knowing.isEmpty())
                .findFirst()
                .orElse(files);
    }

    static LineOutcome refused(Told told, Fault fault) {
        List<Fault> faults =
                Stream.concat(told.warnings().stream(), Stream.of(fault)).toList();
        return new LineOutcome(told.submission(), told.line(), REJECTED, null, faults);
    }

    private static LineOutcome taken(Told told, CaseFile file) {
        return outcome(told, told.warnings().isEmpty() ? ACCEPTED : WARNING, file);
    }

    private static LineOutcome outcome(Told told, LineOutcome.Outcome outcome, CaseFile file) {
        return new LineOutcome(
                told.submission(), told.line(), outcome, file == null ? null : file.id(), told.warnings());
    }
}
