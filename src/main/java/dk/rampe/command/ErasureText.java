package dk.rampe.command;

import dk.rampe.rights.Erasure;
import dk.rampe.rights.Erasure.State;
import java.io.PrintStream;

/** How far an erasure has come, and what went. */
final class ErasureText {

    private ErasureText() {}

    static Exit print(String title, Erasure erasure, Output output) {
        if (erasure.state() == State.REQUESTED) {
            output.remarks().println(title + " stands. No hub has carried it out yet; one that runs will.");
            return Exit.NOT_DONE;
        }
        PrintStream out = output.result();
        out.println(title);
        out.printf(
                "  gone          %d participations, %d events, %d lines%n",
                erasure.participations(), erasure.events(), erasure.lines());
        out.printf("  cancelled     %d deliveries%n", erasure.deliveries());
        out.printf(
                "  archive       %d copies %s%n",
                erasure.copies(), erasure.state() == State.DONE ? "written anew" : "are yet to be written anew");
        return Exit.DONE;
    }
}
