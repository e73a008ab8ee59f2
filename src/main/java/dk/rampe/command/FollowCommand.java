package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import dk.rampe.submission.CaseTrail;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Shows what the hub knows of one case: every event, where it came from, and what was sent about it. */
final class FollowCommand implements Command {

    private final Clock clock;

    FollowCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "follow";
    }

    @Override
    public String usage() {
        return "<case number> [--municipality <code>] [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "shows every event of the case, where it came from and what was sent about it; opens nothing personal\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("municipality", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(1);
        String caseNumber = CaseNumber.of(arguments.words().get(0));
        Optional<String> municipality = arguments.option("municipality").map(CaseNumber::municipality);
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        CaseTrail whole = HubDatabase.find(settings, hub, arguments.option("hub"))
                .query(database -> CaseTrail.read(database, caseNumber));
        Municipalities municipalities = new Municipalities(hub);
        CaseTrail trail =
                municipality.map(code -> municipalities.only(code, whole)).orElse(whole);
        if (trail.isEmpty()) {
            throw new NotDone("Nobody has told the hub of a case " + caseNumber
                    + municipality
                            .map(code -> " in " + municipalities.name(code))
                            .orElse("")
                    + "." + municipalities.elsewhere(whole));
        }
        new CaseText(trail, municipalities, LocalDate.now(clock)).print(caseNumber, output.result());
        return Exit.DONE;
    }
}
