package dk.rampe.command;

import java.util.Set;

/** One thing the jar does and ends. */
interface Command {

    String name();

    /** What follows the name, e.g. {@code <partner> <file> [--as <kind>]}. */
    String usage();

    /** What it is for, for the list of commands. */
    String purpose();

    /** Names of its options, without the dashes; each is followed by a value. */
    Set<String> options();

    /** @throws NotDone when it cannot */
    Exit run(Arguments arguments, Output output);
}
