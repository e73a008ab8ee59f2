package dk.rampe.command;

import dk.rampe.outcome.OutcomeRelease;
import dk.rampe.outcome.Releases;
import dk.rampe.outcome.Reworked;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/** Proves a release: works it out again from its events. */
final class ReworkCommand implements Command {

    @Override
    public String name() {
        return "rework";
    }

    @Override
    public String usage() {
        return "<release id> [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "works a stored release out again from its events and says whether it comes out the same to the byte\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        arguments.requireWords(1);
        UUID id = id(arguments.words().get(0));
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        Reworked reworked = HubDatabase.find(settings, hub, arguments.option("hub"))
                .query(database -> Releases.over(database, hub, Clock.system(DanishTime.ZONE))
                        .rework(id))
                .orElseThrow(() -> new NotDone("The hub has made no release " + id + "."));
        OutcomeRelease stored = reworked.stored();
        output.result()
                .printf(
                        "Release of %s as of %s, made %s: %s%n",
                        stored.programme(), stored.asOf(), DanishTime.moment(stored.madeAt()), verdict(reworked));
        return reworked.isTheSame() ? Exit.DONE : Exit.REFUSED;
    }

    private static String verdict(Reworked reworked) {
        String erased =
                reworked.erasedSince() == 1 ? "one of its cases has" : reworked.erasedSince() + " of its cases have";
        if (reworked.isTheSame()) {
            return "worked out again, the same to the byte"
                    + (reworked.erasedSince() == 0 ? "." : ", although " + erased + " been erased since.");
        }
        return reworked.erasedSince() == 0
                ? "comes out otherwise, although none of its cases has been erased: have targets, threshold, rounding or "
                        + "instructions changed in config/, or has its evaluation ended?"
                : "cannot be worked out again in full, for " + erased + " been erased since. It stands as it was sent.";
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "'" + FreeText.shown(text) + "' is no release id; it ends the name of the release's folder.");
        }
    }
}
