package dk.rampe.command;

import static java.util.stream.Collectors.joining;

import dk.rampe.rights.KeyAccount;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The state of a hub's keys, for a terminal. */
final class KeysText {

    private final KeyAccount account;

    KeysText(KeyAccount account) {
        this.account = account;
    }

    void print(PrintStream out) {
        account.sets().forEach(set -> print(set, out));
        if (!account.unknown().isEmpty()) {
            out.printf("Not in the file is the key of %s: they cannot be opened%n%n", needed(account.unknown()));
        }
        if (account.nodes().isEmpty()) {
            out.println("No node has been seen within a minute");
        }
        account.nodes()
                .forEach(node -> out.printf(
                        "Node %s, seen %s, writes with %s%n",
                        node.node(),
                        Times.of(node.seenAt()),
                        node.writesWith().stream().map(String::valueOf).collect(joining(" and "))));
    }

    private void print(KeyAccount.Set set, PrintStream out) {
        out.println(set.name());
        for (KeyAccount.Key key : set.keys()) {
            out.printf(
                    "  %10d  %-6s  %-45s on %d of %d nodes%n",
                    key.id(),
                    key.writes() ? "writes" : "reads",
                    age(key.madeAt()),
                    key.onNodes(),
                    account.nodes().size());
            out.printf("              needed by %s%n", needed(key.neededBy()));
        }
        out.printf(
                "  %d of %d are under the key that writes (%s)%n%n",
                set.rowsDone(), set.rows(), percent(set.rowsDone(), set.rows()));
    }

    private String age(Instant madeAt) {
        return madeAt == null
                ? "made before ages were noted"
                : "made " + Times.of(madeAt) + ", "
                        + Duration.between(madeAt, account.at()).toDays() + " days old";
    }

    private static String needed(List<KeyAccount.Needed> needed) {
        return needed.isEmpty()
                ? "nothing"
                : needed.stream().map(KeysText::needed).collect(joining(", "));
    }

    private static String needed(KeyAccount.Needed one) {
        return one.what() + ": " + one.rows()
                + (one.cannotBeRemade() == 0 ? "" : " (" + one.cannotBeRemade() + " that no node can renew)");
    }

    /** Rounded down: 100 % is all. */
    private static String percent(long done, long all) {
        return (all == 0 ? 100 : done * 100 / all) + " %";
    }
}
