package dk.rampe.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command that has run here, with the settings and mappings of the project.
 *
 * @param result what a shell would put into a file
 */
record Run(Exit exit, String result, String remarks) {

    static Run of(Command command, String... args) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        Exit exit = new Commands(List.of(command), new Output(utf8(result), utf8(remarks))).run(CommandLine.of(args));
        return new Run(exit, result.toString(StandardCharsets.UTF_8), remarks.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream utf8(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }
}
