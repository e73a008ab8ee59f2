package dk.rampe.command;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dk.rampe.partner.Partner;
import dk.rampe.rights.Account;
import dk.rampe.rights.Holding;
import dk.rampe.rights.LastPurge;
import dk.rampe.rights.Store;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is held, a line for each store of each partner. */
final class AccountText {

    private static final String ROW = "  %-42s %10s %14s  %-10s  %-26s %-10s  %7s  %s";

    private final Map<String, Partner> partners;
    private final boolean ofCase;

    /** @param ofCase whether it speaks of one case only */
    AccountText(Map<String, Partner> partners, boolean ofCase) {
        this.partners = partners;
        this.ofCase = ofCase;
    }

    void print(Account account, PrintStream out) {
        out.printf("What is held at %s%n", Times.of(account.at()));
        Map<String, List<Holding>> byPartner = account.holdings().stream()
                .collect(groupingBy(
                        holding -> holding.partner() == null ? "" : holding.partner(), LinkedHashMap::new, toList()));
        byPartner.forEach((partner, holdings) -> {
            out.println();
            head(partner, out);
            row(
                    out,
                    "",
                    "items",
                    ofCase ? "" : "of",
                    "oldest",
                    "may stay",
                    "until",
                    ofCase ? "" : "overdue",
                    "last purge");
            holdings.forEach(holding -> print(holding, account, out));
        });
        if (!ofCase) {
            out.printf("%nOverdue now: %d%n", account.overdue());
        }
    }

    private void head(String id, PrintStream out) {
        Partner partner = partners.get(id);
        if (partner == null) {
            out.println(id.isEmpty() ? "nobody's" : id + ", which is not in the settings");
            return;
        }
        out.printf("%s (%s)%n", id, partner.name());
        if (partner.agreement() != null) {
            out.printf(
                    "  why: %s; agreement %s%n",
                    partner.agreement().legalBasis(), partner.agreement().reference());
        }
    }

    private void print(Holding holding, Account account, PrintStream out) {
        row(
                out,
                name(holding.store()),
                holding.items() == null ? "not known" : holding.items().toString(),
                subjects(holding),
                holding.oldest() == null ? "" : Times.day(holding.oldest()).toString(),
                limit(holding),
                holding.until() == null ? "" : holding.until().toString(),
                ofCase || !isPurged(holding.store()) ? "" : String.valueOf(holding.overdue()),
                purge(account.lastPurge(holding), holding));
    }

    private static boolean isPurged(Store store) {
        return store.held().isPresent() || store == Store.DROP_BOX;
    }

    private static void row(PrintStream out, String... columns) {
        out.println(ROW.formatted((Object[]) columns).stripTrailing());
    }

    private static String subjects(Holding holding) {
        if (holding.subjects() == null) {
            return "";
        }
        boolean persons = holding.store() == Store.VAULT || holding.store() == Store.PERSONS;
        return holding.subjects() == 0 ? "0" : counted(holding.subjects(), persons ? "person" : "case");
    }

    private static String name(Store store) {
        return switch (store) {
            case ARCHIVE -> "copies of what came in";
            case WAITING_LINES -> "waiting lines";
            case REFUSED_LINES -> "refused lines with a case number";
            case SUBMISSIONS -> "submissions and what became of their lines";
            case DELIVERIES -> "deliveries and receipts";
            case VAULT -> "personal halves";
            case PERSONS -> "hashes by which persons are known";
            case FACTS -> "events";
            case AUDIT -> "openings of personal halves";
            case ERASURES -> "records of erasures";
            case RELEASES -> "releases";
            case DROP_BOX -> "files in the drop box";
            case BROKER -> "messages on the broker";
            case SPOOL -> "files under way";
        };
    }

    private static String limit(Holding holding) {
        return switch (holding.store()) {
            case VAULT -> said(holding.limit()) + " after the end";
            case PERSONS -> "as long as a personal half";
            case FACTS -> holding.until() == null ? "no evaluation end is set" : "till the evaluation ends";
            case RELEASES -> "for ever, being anonymous";
            case SPOOL -> "nothing is ever spooled";
            case WAITING_LINES -> said(holding.limit()) + ", then refused";
            default -> said(holding.limit());
        };
    }

    private static String said(TemporalAmount limit) {
        if (limit instanceof Duration time) {
            return time.toHours() % 24 == 0 ? counted(time.toDays(), "day") : counted(time.toHours(), "hour");
        }
        Period period = (Period) limit;
        List<String> parts = new ArrayList<>();
        parts.add(counted(period.getYears(), "year"));
        parts.add(counted(period.getMonths(), "month"));
        parts.add(counted(period.getDays(), "day"));
        parts.removeIf(String::isEmpty);
        return String.join(" ", parts);
    }

    private static String counted(long number, String unit) {
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }

    private static String purge(LastPurge purge, Holding holding) {
        if (holding.store().held().isEmpty()) {
            return "";
        }
        return purge == null
                ? "never"
                : "%s: %d went, %d left overdue"
                        .formatted(Times.of(purge.finishedAt()), purge.removed(), purge.leftOverdue());
    }
}
