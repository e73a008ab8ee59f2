package dk.rampe.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes, in UTF-8 whatever the terminal's language.
 *
 * @param result what was asked for and nothing else, so that it can be put into a file
 * @param remarks what an operator should know about it
 */
record Output(PrintStream result, PrintStream remarks) {

    static Output standard() {
        return new Output(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor file) {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }
}
