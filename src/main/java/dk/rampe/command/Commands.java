package dk.rampe.command;

import dk.rampe.partner.DanishTime;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.logging.LoggingSystem;

/** The commands there are. */
public final class Commands {

    private final List<Command> commands;
    private final Output output;

    Commands(List<Command> commands, Output output) {
        this.commands = commands;
        this.output = output;
    }

    /** Whether a command is to run; else the hub is to start. */
    public static boolean areIn(String... args) {
        return !CommandLine.of(args).words().isEmpty();
    }

    /** @return exit code of the process: 0 done, 1 done and something is refused, 2 not done */
    public static int run(String... args) {
        // until Spring Boot sets logging up, which no command lets it do, nothing is logged
        LoggingSystem.get(Commands.class.getClassLoader()).beforeInitialize();
        Clock clock = Clock.system(DanishTime.ZONE);
        List<Command> commands = List.of(
                new AccessCommand(clock),
                new CheckCommand(),
                new EraseCommand(clock, Duration.ofMinutes(1)),
                new FollowCommand(clock),
                new GapsCommand(clock),
                new HoldingsCommand(clock),
                new KeysCommand(clock),
                new MissingCommand(clock),
                new ReconcileCommand(clock),
                new ReleaseCommand(),
                new ReworkCommand());
        return new Commands(commands, Output.standard())
                .run(CommandLine.of(args))
                .code();
    }

    Exit run(CommandLine line) {
        String name = line.words().get(0);
        if (name.equals("help")) {
            list(output.result());
            return Exit.DONE;
        }
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .map(command -> run(command, line))
                .orElseGet(() -> unknown(name));
    }

    private Exit run(Command command, CommandLine line) {
        try {
            return command.run(Arguments.of(command, line), output);
        } catch (Misuse e) {
            output.remarks().println(e.getMessage());
            output.remarks().println("Usage: " + command.name() + " " + command.usage());
        } catch (NotDone e) {
            output.remarks().println(e.getMessage());
        } catch (RuntimeException e) {
            // the message may hold what stands in a file or in the database
            output.remarks()
                    .printf(
                            "The command ended where it should not: %s at %s.%n",
                            e.getClass().getName(), e.getStackTrace()[0]);
        }
        return Exit.NOT_DONE;
    }

    private Exit unknown(String name) {
        output.remarks().println("There is no command '" + name + "'.");
        list(output.remarks());
        return Exit.NOT_DONE;
    }

    private void list(PrintStream to) {
        to.println("Commands (without one the hub starts):");
        for (Command command : commands) {
            to.printf("  %s %s%n      %s%n", command.name(), command.usage(), command.purpose());
        }
        to.println("Exit code: 0 done, 1 done and something is refused, 2 not done.");
    }
}
