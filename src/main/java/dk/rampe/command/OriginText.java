package dk.rampe.command;

import dk.rampe.submission.CaseTrail.Line;
import dk.rampe.submission.CaseTrail.Origin;
import dk.rampe.submission.CaseTrail.Recorded;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;

/** Where something stood: file and line, or message. */
final class OriginText {

    private OriginText() {}

    static void print(Recorded recorded, PrintStream out) {
        print(recorded.origin(), recorded.recordedAt(), out);
    }

    /** @param recordedAt null when nothing was */
    static void print(Origin origin, Instant recordedAt, PrintStream out) {
        if (origin.partner() == null) {
            BelowEvent.print(out, "from", "?", "submission " + BelowEvent.shortened(origin.submission()), "");
            return;
        }
        String came = "came " + Times.of(origin.receivedAt());
        BelowEvent.print(
                out,
                "from",
                origin.partner(),
                place(origin) + " in " + BelowEvent.shortened(origin.submission()),
                recordedAt == null ? came : came + ", recorded " + Times.after(origin.receivedAt(), recordedAt));
    }

    private static String place(Origin origin) {
        String name = ' ' + (origin.name() == null ? origin.kind() : FreeText.shown(origin.name()));
        return switch (origin.channel()) {
            case "SFTP", "DROPBOX", "SERVICE" -> origin.channel() + name + " line " + origin.line();
            default -> origin.channel() + name;
        };
    }

    static String outcome(Line line) {
        String outcome = line.outcome().toLowerCase(Locale.ROOT);
        String decided = line.decidedAt() == null ? "" : " on " + Times.of(line.decidedAt()) + ", after waiting";
        return line.outcome().equals("WAITING")
                ? "waits for its case, or for the event it corrects"
                : outcome + decided;
    }
}
