package dk.rampe.command;

import java.io.PrintStream;
import java.util.UUID;

/** The lines below an event, in columns. */
final class BelowEvent {

    private BelowEvent() {}

    /** @param way from or to; empty when the line goes on with the one above */
    static void print(PrintStream out, String way, String partner, String what, String when) {
        out.println(
                "      %-4s %-9s %-56s %s".formatted(way, partner, what, when).stripTrailing());
    }

    /** As the log names a submission. */
    static String shortened(UUID submission) {
        return submission.toString().substring(0, 8);
    }
}
