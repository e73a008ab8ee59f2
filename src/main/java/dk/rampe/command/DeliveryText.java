package dk.rampe.command;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.DeliveryTrail.Sent;
import dk.rampe.participation.Participation;
import dk.rampe.participation.Status;
import dk.rampe.submission.CaseTrail.Case;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What was sent and how far it came, a line for each file or message. Sent is not accepted. */
final class DeliveryText {

    private DeliveryText() {}

    static void print(Sent sent, Case about, PrintStream out) {
        List<String> names =
                sent.kind() == Kind.STATUS ? sent.names().stream().limit(1).toList() : sent.names();
        String what = what(sent, about);
        String first = names.isEmpty() ? what : what + " " + FreeText.shown(names.get(0));
        BelowEvent.print(out, "to", sent.partner(), first, state(sent));
        names.stream()
                .skip(1)
                .forEach(name ->
                        BelowEvent.print(out, "", "", " ".repeat(what.length() + 1) + FreeText.shown(name), ""));
        if (sent.kind() == Kind.STATUS_CALL && sent.answer() != null) {
            BelowEvent.print(out, "", "", "answered " + FreeText.shown(sent.answer()), "");
        }
    }

    /** @param number of the event at which the receipts of the submission are shown */
    static void see(Sent sent, long number, PrintStream out) {
        BelowEvent.print(out, "to", sent.partner(), "receipts: see no. " + number, "");
    }

    private static String what(Sent sent, Case about) {
        return switch (sent.kind()) {
            case CASE -> "case, message " + sent.id();
            case STATUS ->
                "status '" + status(sent, about) + "'" + (sent.names().isEmpty() ? "" : " in");
            case STATUS_CALL -> "status '" + status(sent, about) + "'";
            default -> sent.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** What it told, worked out again from what was known when it was made. */
    private static String status(Sent sent, Case about) {
        boolean handedOver =
                about.handedOverAt() != null && !about.handedOverAt().isAfter(sent.madeAt());
        Participation then = Participation.of(about.history(), Times.day(sent.madeAt()), sent.eventNumber());
        return Status.of(then, handedOver ? Times.day(about.handedOverAt()) : null)
                .code()
                .danish();
    }

    private static String state(Sent sent) {
        String state =
                switch (sent.state()) {
                    case "PENDING" -> "not sent yet, made " + Times.of(sent.madeAt());
                    case "SUPERSEDED" -> "overtaken by later news, never sent";
                    case "CANCELLED" -> "cancelled, never sent";
                    case "FAILED" -> "given up, made " + Times.of(sent.madeAt());
                    case "ACCEPTED" -> "accepted, sent " + Times.of(sent.sentAt());
                    case "REJECTED" -> "refused by the partner, sent " + Times.of(sent.sentAt());
                    default -> "sent " + Times.of(sent.sentAt());
                };
        String fetched = sent.fetchedAt() == null ? "" : ", fetched " + Times.after(sent.sentAt(), sent.fetchedAt());
        return state + fetched + (sent.attempts() > 1 ? ", " + sent.attempts() + " attempts" : "");
    }
}
