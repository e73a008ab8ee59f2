package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import dk.rampe.retention.Limits;
import dk.rampe.rights.Account;
import dk.rampe.rights.Holdings;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Accounts for what the hub holds, of everybody, of one partner or of one case. */
final class HoldingsCommand implements Command {

    private final Clock clock;

    HoldingsCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "holdings";
    }

    @Override
    public String usage() {
        return "[--partner <id> | --case <case number> [--municipality <code>]] [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "shows what is held of whom, since when, why and until when; counts, and opens nothing personal\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("partner", "case", "municipality", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(0);
        Optional<String> partner = arguments.option("partner");
        Optional<String> caseNumber = arguments.option("case").map(CaseNumber::of);
        Optional<String> municipality = arguments.option("municipality").map(CaseNumber::municipality);
        if (partner.isPresent() && caseNumber.isPresent() || municipality.isPresent() && caseNumber.isEmpty()) {
            throw new Misuse("Ask for a partner, or for a case, or for all.");
        }
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        partner.ifPresent(id -> requirePartner(id, hub));
        Account account = HubDatabase.find(settings, hub, arguments.option("hub"))
                .query(database -> {
                    Holdings holdings = new Holdings(database, hub, new Limits(hub), clock);
                    return caseNumber
                            .map(number -> holdings.ofCase(number, municipality.orElse(null)))
                            .orElseGet(holdings::account);
                });
        if (caseNumber.isPresent() && account.holdings().isEmpty()) {
            throw new NotDone("Nothing is held of a case " + caseNumber.get()
                    + municipality
                            .map(code -> " in " + new Municipalities(hub).name(code))
                            .orElse("") + ".");
        }
        Account shown = partner.map(id -> of(id, account)).orElse(account);
        new AccountText(hub.partners(), caseNumber.isPresent()).print(shown, output.result());
        return Exit.DONE;
    }

    private static void requirePartner(String id, HubSettings hub) {
        if (!hub.partners().containsKey(id)) {
            throw new NotDone("There is no partner '" + id + "' in config/; there are "
                    + String.join(", ", new TreeSet<>(hub.partners().keySet())) + ".");
        }
    }

    private static Account of(String partner, Account account) {
        return new Account(
                account.at(),
                account.holdings().stream()
                        .filter(holding -> partner.equals(holding.partner()))
                        .toList(),
                account.purges());
    }
}
