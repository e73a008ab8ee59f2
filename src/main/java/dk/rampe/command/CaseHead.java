package dk.rampe.command;

import dk.rampe.participation.Flag;
import dk.rampe.participation.Participation;
import dk.rampe.participation.Status;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Linked;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Locale;

/** Whose a participation is, where it stands today, and what in it contradicts itself. */
final class CaseHead {

    private CaseHead() {}

    static void print(Case one, LocalDate today, PrintStream out) {
        Participation participation = Participation.of(one.history(), today, Long.MAX_VALUE);
        row(out, "participation", one.id() + ", programme " + one.programme());
        for (Linked other : one.linked()) {
            String word = other.number() < one.number() ? "earlier one" : "later one";
            row(out, word, other.id() + ", case " + FreeText.shown(other.caseNumber()));
        }
        String handedOver =
                one.handedOverAt() == null ? "not handed over yet" : "handed over " + Times.of(one.handedOverAt());
        row(out, "provider", one.provider() + ", " + handedOver);
        row(out, "status today", status(participation, one));
        for (Flag flag : participation.flags()) {
            String what = flag.what().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            row(out, "look at", "no. " + flag.number() + ", " + flag.kind() + " on " + flag.on() + ": " + what);
        }
    }

    private static void row(PrintStream out, String what, String value) {
        out.printf("  %-14s %s%n", what, value);
    }

    private static String status(Participation participation, Case one) {
        if (!participation.exists()) {
            return "none, for no referral counts";
        }
        Status status = Status.of(participation, Times.day(one.handedOverAt()));
        return status.code().danish() + " since " + status.on() + " (" + status.code()
                + (status.reason() == null ? "" : ", reason " + status.reason())
                + (status.phase() == null ? "" : ", phase " + status.phase()) + ")";
    }
}
