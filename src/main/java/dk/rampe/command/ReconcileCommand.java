package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import dk.rampe.reconciliation.Reconciled;
import dk.rampe.reconciliation.Reconciled.Finding;
import dk.rampe.reconciliation.Reconciliation;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Set;

/** Says whether the hub's books add up, now. */
final class ReconcileCommand implements Command {

    private final Clock clock;

    ReconcileCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public String usage() {
        return "[--hub <file>]";
    }

    @Override
    public String purpose() {
        return "says whether all that came in and goes out is accounted for, as the hub does each night; stores nothing\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(0);
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        Reconciled reconciled = HubDatabase.find(settings, hub, arguments.option("hub"))
                .query(database -> Reconciliation.over(database, hub, clock).reconcile());
        print(reconciled, output.result());
        return reconciled.addsUp() ? Exit.DONE : Exit.REFUSED;
    }

    private static void print(Reconciled reconciled, PrintStream to) {
        Reconciled.Totals totals = reconciled.totals();
        to.printf(
                "At %s: %d submissions, %d lines, %d events, %d deliveries.%n",
                Times.of(reconciled.at()), totals.submissions(), totals.lines(), totals.events(), totals.deliveries());
        for (Finding finding : reconciled.findings()) {
            to.printf("%s: %d%n", finding.rule(), finding.items());
            finding.ids().forEach(id -> to.println("  " + id));
        }
        to.println(
                reconciled.addsUp()
                        ? "All adds up."
                        : reconciled.differing()
                                + " items do not add up; docs/operations.md says what each rule means.");
    }
}
