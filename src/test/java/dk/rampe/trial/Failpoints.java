package dk.rampe.trial;

import dk.rampe.trial.Failpoint.Moment;
import dk.rampe.trial.Failure.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The failpoints of a hub that runs: called from the woven classes. Notes each hit in a file, fails where another file
 * says, which may be changed while the hub runs.
 */
public final class Failpoints {

    /** System property with the folder of both files. */
    static final String FOLDER = "failpoints";

    static final String ARMED = "armed";
    static final String HITS = "hits";

    /** Begins a line about a commit that is no step of the table. */
    static final String UNNAMED = "UNNAMED";

    /** Begins a line about a failure that has happened. */
    static final String HAPPENED = "HAPPENED";

    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Path HIT_FILE = Path.of(System.getProperty(FOLDER), HITS);
    private static final Path ARMED_FILE = Path.of(System.getProperty(FOLDER), ARMED);

    private static final Map<Failpoint, Integer> SINCE_ARMED = new HashMap<>();
    private static final Set<Failure> DONE = new HashSet<>();
    private static List<Failure> armed = List.of();
    private static FileTime armedAt;

    private Failpoints() {}

    /** What a step of its own throws. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Thrown(Failure failure) {
            super(failure.toString());
        }
    }

    /** A method that is a step is entered, or has ended well. */
    public static void call(String className, String method, Object[] arguments, boolean before) {
        Step.of(Step.Kind.CALL, className, method, arguments).forEach(step -> hit(step, before));
    }

    /** A transaction that has written something is about to be committed, or has been. */
    public static void commit(boolean before) {
        StackWalker.StackFrame outermost = STACK.walk(
                        frames -> frames.filter(frame -> frame.getClassName().startsWith("dk.rampe.")
                                        && !frame.getClassName().startsWith("dk.rampe.trial."))
                                .findFirst())
                .orElse(null);
        if (outermost == null) {
            return;
        }
        String className = outermost.getClassName().replaceFirst("\\$\\$.*", "");
        List<Step> steps = Step.of(Step.Kind.COMMIT, className, outermost.getMethodName());
        if (steps.isEmpty()) {
            write(UNNAMED + " " + className + "." + outermost.getMethodName());
        }
        steps.forEach(step -> hit(step, before));
    }

    private static void hit(Step step, boolean before) {
        Failure failure = note(new Failpoint(step, before ? Moment.BEFORE : Moment.AFTER));
        if (failure == null) {
            return;
        }
        if (failure.how() == How.HALT) {
            Runtime.getRuntime().halt(137);
        }
        throw new Thrown(failure);
    }

    private static synchronized Failure note(Failpoint point) {
        write(point.toString());
        readArmed();
        int hit = SINCE_ARMED.merge(point, 1, Integer::sum);
        Failure failure = armed.stream()
                .filter(one -> one.at().equals(point) && one.hit() == hit)
                .filter(DONE::add)
                .findFirst()
                .orElse(null);
        if (failure != null) {
            write(HAPPENED + " " + failure);
        }
        return failure;
    }

    private static void readArmed() {
        try {
            FileTime changed = Files.exists(ARMED_FILE) ? Files.getLastModifiedTime(ARMED_FILE) : null;
            if (changed != null && !changed.equals(armedAt)) {
                armedAt = changed;
                armed = Files.readAllLines(ARMED_FILE).stream().map(Failure::of).toList();
                SINCE_ARMED.clear();
                DONE.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void write(String line) {
        try {
            Files.writeString(HIT_FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
