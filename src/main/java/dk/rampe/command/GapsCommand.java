package dk.rampe.command;

import dk.rampe.mapping.PersonNumbers;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.submission.EventGaps;
import dk.rampe.submission.EventGaps.Closed;
import dk.rampe.submission.EventGaps.Gap;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Shows which numbered events have not come, and closes the gap where they never will. */
final class GapsCommand implements Command {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");
    private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N} .,:;()/_@-]{1,200}");

    private final Clock clock;

    GapsCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "gaps";
    }

    @Override
    public String usage() {
        return "[close <partner> <number>[-<number>] --reason <why> [--by <name>]] [--hub <file>]";
    }

    @Override
    public String purpose() {
        return "shows which events a partner's service has numbered and not handed out; close: they are asked for no more\n"
                + "      --reason: kept with it; no names and no person numbers\n"
                + "      --by: who closes it; the user of this machine, if left out\n"
                + "      --hub: the hub.properties that a running sandbox wrote, when it is another hub's";
    }

    @Override
    public Set<String> options() {
        return Set.of("reason", "by", "hub");
    }

    @Override
    public Exit run(Arguments arguments, Output output) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            return with(arguments, (hub, database) -> list(new EventGaps(database), output.result()));
        }
        if (!words.get(0).equals("close")) {
            throw new Misuse("'" + FreeText.shown(words.get(0)) + "' is nothing to do with gaps.");
        }
        arguments.requireWords(3);
        Matcher numbers = NUMBERS.matcher(words.get(2));
        if (!numbers.matches()) {
            throw new Misuse("'" + FreeText.shown(words.get(2)) + "' is no number of an event.");
        }
        long first = Long.parseLong(numbers.group(1));
        long last = numbers.group(2) == null ? first : Long.parseLong(numbers.group(2));
        String reason = reason(arguments);
        String by = Matter.by(arguments);
        return with(arguments, (hub, database) -> {
            String partner = polled(words.get(1), hub);
            int closed = new EventGaps(database).close(partner, first, last, by, reason, clock.instant());
            if (closed == 0) {
                throw new NotDone(partner + " misses no event " + words.get(2) + ".");
            }
            output.result()
                    .printf(
                            "%s: %s closed. %s asked for no more.%n",
                            partner,
                            closed == 1 ? "1 missing event" : closed + " missing events",
                            closed == 1 ? "It is" : "They are");
            return Exit.DONE;
        });
    }

    private interface Work {
        Exit on(HubSettings hub, DataSource database);
    }

    private static Exit with(Arguments arguments, Work work) {
        Settings settings = Settings.read(arguments.settings());
        HubSettings hub = settings.hub();
        return HubDatabase.find(settings, hub, arguments.option("hub")).query(database -> work.on(hub, database));
    }

    private static Exit list(EventGaps gaps, PrintStream to) {
        List<Gap> open = gaps.open();
        if (open.isEmpty()) {
            to.println("No event is missing.");
        }
        for (Gap gap : open) {
            to.printf(
                    "%s  %s  missing since %s, %s%n",
                    gap.partner(),
                    numbers(gap.first(), gap.last()),
                    Times.of(gap.noticedAt()),
                    gap.askedAt() == null ? "not asked for again yet" : "last asked for " + Times.of(gap.askedAt()));
        }
        for (Closed gap : gaps.closed()) {
            to.printf(
                    "%s  %s  closed %s by %s: %s%n",
                    gap.partner(),
                    numbers(gap.first(), gap.last()),
                    Times.of(gap.closedAt()),
                    gap.closedBy(),
                    gap.reason());
        }
        return open.isEmpty() ? Exit.DONE : Exit.REFUSED;
    }

    private static String numbers(long first, long last) {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }

    private static String polled(String id, HubSettings hub) {
        Partner partner = hub.partners().get(id);
        if (partner == null || !partner.isPolled()) {
            throw new NotDone("There is no partner '" + FreeText.shown(id) + "' whose service is asked for events.");
        }
        return id;
    }

    private static String reason(Arguments arguments) {
        String reason = arguments.required("reason").strip();
        if (!REASON.matcher(reason).matches() || PersonNumbers.areIn(reason)) {
            throw new Misuse(
                    "--reason says why they never come, in up to 200 letters and digits, and no person number.");
        }
        return reason;
    }
}
