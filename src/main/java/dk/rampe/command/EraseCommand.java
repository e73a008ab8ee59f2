package dk.rampe.command;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.partner.HubSettings;
import dk.rampe.rights.Erasure;
import dk.rampe.rights.Erasure.State;
import dk.rampe.rights.ErasureRequests;
import dk.rampe.rights.ErasureRequests.Request;
import dk.rampe.rights.Reason;
import dk.rampe.submission.CaseTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks that a case be erased, and waits until the running hub has done it. */
final class EraseCommand implements Command {

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Clock clock;
    private final Duration patience;

    /** @param patience how long it waits for the hub */
    EraseCommand(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "erase";
    }

    @Override
    public String usage() {
        return "<case number> --municipality <code> --reason <reason> [--reference <journal number>] [--by <name>]"
                + " [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "has the running hub erase the case for good, and its provider told\n"
                + "      --reason: " + String.join(", ", Reason.words()) + "\n"
                + "      --by: who asks for it; the user of this machine, if left out\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("municipality", "reason", "reference", "by", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(1);
        String caseNumber = CaseNumber.of(arguments.words().get(0));
        CaseKey about = new CaseKey(CaseNumber.municipality(arguments.required("municipality")), caseNumber);
        Request request = new Request(
                about, reason(arguments), Matter.reference(arguments).orElse(null), Matter.by(arguments));
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        Municipalities municipalities = new Municipalities(hub);
        return HubDatabase.find(settings, hub, arguments.option("hub")).query(database -> {
            requireCase(about, municipalities, CaseTrail.read(database, caseNumber));
            return await(request, municipalities, database, output);
        });
    }

    private static void requireCase(CaseKey about, Municipalities municipalities, CaseTrail trail) {
        if (municipalities.only(about.municipality(), trail).isEmpty()) {
            throw new NotDone("There is no case " + about.caseNumber() + " in "
                    + municipalities.name(about.municipality())
                    + ": nobody has told the hub of it, or it has been erased and its number with it."
                    + municipalities.elsewhere(trail));
        }
    }

    private Exit await(Request request, Municipalities municipalities, DataSource database, Output output) {
        ErasureRequests requests = new ErasureRequests(JdbcClient.create(database));
        // as the database will have it
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = requests.add(request, now);
        Erasure erasure = requests.find(id);
        String title = "Erasure " + id + " of case " + request.about().caseNumber() + " in "
                + municipalities.name(request.about().municipality());
        if (erasure.requestedAt().isBefore(now)) {
            output.remarks().println("It was requested already, " + Times.of(erasure.requestedAt()) + ".");
        }
        while (erasure.state() != State.DONE && clock.instant().isBefore(now.plus(patience))) {
            pause();
            erasure = requests.find(id);
        }
        return ErasureText.print(title, erasure, output);
    }

    private static Reason reason(Arguments arguments) {
        String word = arguments.required("reason");
        return Reason.of(word)
                .orElseThrow(() ->
                        new Misuse("A case is erased for one of these reasons: " + String.join(", ", Reason.words())));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDone("Interrupted; the request stands.");
        }
    }
}
