package dk.rampe.submission;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.FileNames;
import dk.rampe.delivery.NewDelivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.partner.Partner.Document;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.partner.Partners;
import dk.rampe.submission.Submission.State;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Owes each submission its receipts, in the files the partner's agreement names. A partner without any is answered otherwise. */
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

    /** Lines that waited have been taken up: one more receipt for each submission they came in. */
    void supplementary(List<LineOutcome> takenUp) {
        takenUp.stream()
                .collect(groupingBy(LineOutcome::submission, mapping(LineOutcome::line, toList())))
                .forEach((id, lines) -> {
                    Submission submission = ledger.find(id);
                    owe(
                            submission.partner(),
                            Kind.RECEIPT,
                            When.PROCESSED,
                            id,
                            submission.name(),
                            lines,
                            UUID.randomUUID());
                });
    }

    private void owe(
            String partner, Kind kind, When when, UUID submission, String file, List<Long> lines, UUID nameOwner) {
        List<String> files = partners.get(partner).receipts().documents(when).stream()
                .map(Document::name)
                .map(name -> names.reserve(partner, name.replace("{file}", file), nameOwner))
                .toList();
        if (!files.isEmpty()) {
            outbox.add(List.of(NewDelivery.ofReceipt(partner, kind, submission, lines, files)));
        }
    }
}
