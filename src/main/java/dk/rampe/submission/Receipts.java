package dk.rampe.submission;

import static java.util.stream.Collectors.groupingBy;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.FileNames;
import dk.rampe.delivery.NewDelivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.partner.Partner.Document;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.partner.Partner.Role;
import dk.rampe.partner.Partners;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Submission.State;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Owes each submission its receipts, in the files the partner's agreement names. A partner without any is answered
 * otherwise.
 */
@Component
class Receipts {

    private final Partners partners;
    private final Ledger ledger;
    private final FileNames names;
    private final Outbox outbox;

    Receipts(Partners partners, Ledger ledger, FileNames names, Outbox outbox) {
        this.partners = partners;
        this.ledger = ledger;
        this.names = names;
        this.outbox = outbox;
    }

    /** The technical receipt, at once. */
    void stored(UUID submission, Incoming incoming) {
        owe(incoming.partner(), Kind.TECHNICAL_RECEIPT, When.STORED, submission, incoming.name(), null, submission);
    }

    /** The receipt that says what became of it; takes the place of the technical one where their names agree. */
    void finished(UUID submission, String partner, String file, State state) {
        When when = state == State.REFUSED ? When.REFUSED : When.PROCESSED;
        owe(partner, Kind.RECEIPT, when, submission, file, null, submission);
    }

    /** Tells a provider that an event could not be taken. */
    void rejected(Submission submission) {
        outbox.add(List.of(NewDelivery.ofRejection(submission.partner(), submission.id())));
    }

    /** Lines that waited have been decided: one more receipt for each submission they came in. */
    void supplementary(List<LineOutcome> decided) {
        decided.stream().collect(groupingBy(LineOutcome::submission)).forEach((id, lines) -> {
            Submission submission = ledger.find(id);
            boolean refused = lines.stream().anyMatch(line -> line.outcome() == Outcome.REJECTED);
            if (partners.get(submission.partner()).role() == Role.PROVIDER) {
                if (refused) {
                    ledger.eventRefusedLate(id);
                    rejected(submission);
                }
                return;
            }
            if (refused) {
                ledger.lineRefusedLate(id);
            }
            oweSupplementary(submission, lines.stream().map(LineOutcome::line).toList());
        });
    }

    /** The plain names are the receipt's own, also when it is yet to come. */
    private void oweSupplementary(Submission submission, List<Long> lines) {
        String file = submission.name();
        reserve(submission.partner(), When.PROCESSED, file, submission.id());
        owe(submission.partner(), Kind.RECEIPT, When.PROCESSED, submission.id(), file, lines, UUID.randomUUID());
    }

    private void owe(
            String partner, Kind kind, When when, UUID submission, String file, List<Long> lines, UUID nameOwner) {
        List<String> files = reserve(partner, when, file, nameOwner);
        if (!files.isEmpty()) {
            outbox.add(List.of(NewDelivery.ofReceipt(partner, kind, submission, lines, files)));
        }
    }

    private List<String> reserve(String partner, When when, String file, UUID owner) {
        return partners.get(partner).receipts().documents(when).stream()
                .map(Document::name)
                .map(name -> names.reserve(partner, name.replace("{file}", file), owner))
                .toList();
    }
}
