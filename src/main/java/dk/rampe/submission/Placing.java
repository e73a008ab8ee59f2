package dk.rampe.submission;

import static dk.rampe.submission.LineOutcome.Outcome.ACCEPTED;
import static dk.rampe.submission.LineOutcome.Outcome.KNOWN;
import static dk.rampe.submission.LineOutcome.Outcome.REJECTED;
import static dk.rampe.submission.LineOutcome.Outcome.WAITING;
import static dk.rampe.submission.LineOutcome.Outcome.WARNING;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partners;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which participation a record is about, and whether it is news there (participant model, "Identity", "Event keys").
 */
@Component
class Placing {

    private final Partners partners;

    Placing(Partners partners) {
        this.partners = partners;
    }

    /** Adds the record's news to the batch. The case's lock is held. */
    LineOutcome place(Told told, CaseKey key, Batch batch) {
        return switch (told.message()) {
            case "referral" -> referral(told, key, batch);
            case "case-update" -> caseUpdate(told, key, batch);
            default -> progress(told, key, batch);
        };
    }

    /** A referral after an ending opens the case anew; before it, another telling is a correction. */
    private LineOutcome referral(Told told, CaseKey key, Batch batch) {
        String programme = partners.get(told.partner()).programme();
        List<NewEvent> events = RecordEvents.of(told);
        List<CaseFile> files = batch.of(key).stream()
                .filter(file -> file.programme().equals(programme))
                .toList();
        for (CaseFile file : files) {
            if (batch.knows(file, events)) {
                return outcome(told, KNOWN, file);
            }
        }
        LocalDate referredOn = events.get(0).occurredOn();
        CaseFile file = files.stream()
                .filter(running -> !running.isOverBefore(referredOn))
                .findFirst()
                .orElseGet(() -> batch.open(key, programme, partners.providerOf(programme)));
        batch.add(file, events, told);
        return taken(told, file);
    }

    /** About the participation that was running when it took effect. */
    private LineOutcome caseUpdate(Told told, CaseKey key, Batch batch) {
        String programme = partners.get(told.partner()).programme();
        List<CaseFile> files = batch.of(key).stream()
                .filter(file -> file.programme().equals(programme))
                .toList();
        if (files.isEmpty()) {
            return outcome(told, WAITING, null);
        }
        List<NewEvent> events = RecordEvents.of(told);
        LocalDate effectiveOn = events.get(0).occurredOn();
        CaseFile file = files.get(0);
        for (CaseFile later : files) {
            if (!later.referredOn().isAfter(effectiveOn)) {
                file = later;
            }
        }
        return batch.add(file, events, told) ? taken(told, file) : outcome(told, KNOWN, file);
    }

    private LineOutcome progress(Told told, CaseKey key, Batch batch) {
        String participationId = told.text("participationId");
        List<CaseFile> files = batch.of(key).stream()
                .filter(file -> file.provider().equals(told.partner()))
                .filter(file -> participationId == null || file.id().toString().equals(participationId))
                .toList();
        if (files.isEmpty()) {
            return participationId == null
                    ? outcome(told, WAITING, null)
                    : refused(told, FaultCode.PARTICIPATION_UNKNOWN.fault("participationId"));
        }
        if (files.size() > 1) {
            return refused(told, FaultCode.CASE_AMBIGUOUS.fault("caseNumber"));
        }
        CaseFile file = files.get(0);
        String supersedes = told.text("supersedes");
        boolean namesAnother = supersedes != null && !supersedes.equals(told.text("eventId"));
        if (namesAnother && !file.has(supersedes)) {
            return outcome(told, WAITING, null);
        }
        return batch.add(file, RecordEvents.of(told), told) ? taken(told, file) : outcome(told, KNOWN, file);
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
