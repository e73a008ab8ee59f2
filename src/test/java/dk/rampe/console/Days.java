package dk.rampe.console;

import static dk.rampe.console.Ledger.ago;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.LocalDate;

/** A day on which nobody needs to do anything, and one on which somebody does. */
final class Days {

    private Days() {}

    static void good(Ledger ledger) {
        var silkeborg = ledger.submission("silkeborg", "SFTP", "PROCESSED", ago(ofHours(3)));
        ledger.lines(silkeborg, 2, 14, "ACCEPTED");
        ledger.line(silkeborg, 16, "WARNING", "R-1701/SendersFileId");
        var norddjurs = ledger.submission("norddjurs", "SFTP", "PROCESSED", ago(ofDays(2)));
        ledger.lines(norddjurs, 1, 8, "ACCEPTED");
        ledger.lines(norddjurs, 9, 2, "KNOWN");
        for (int event = 0; event < 40; event++) {
            ledger.line(ledger.submission("sind", "JMS", "PROCESSED", ago(ofMinutes(5))), 1, "ACCEPTED");
        }
        ledger.waiting(ledger.submission("sind", "JMS", "PROCESSED", ago(ofMinutes(3))), 1, ago(ofMinutes(3)));
        for (int status = 0; status < 8; status++) {
            ledger.delivery("silkeborg", "STATUS", "PENDING", ago(ofHours(3)), 0);
        }
        ledger.delivery("sind", "CASE", "PENDING", ago(ofMinutes(1)), 0);
        ledger.release("defactum", LocalDate.of(2026, 11, 18), ago(ofHours(12)), "SENT");
    }

    static void bad(Ledger ledger) {
        good(ledger);
        var partly = ledger.submission("silkeborg", "SFTP", "PARTLY", ago(ofMinutes(42)));
        ledger.lines(partly, 2, 4, "ACCEPTED");
        ledger.lines(partly, 6, 3, "REJECTED", "R-1203/Henvist dato");
        ledger.line(partly, 9, "REJECTED", "R-1301/Målgruppe", "R-1101/Personnr");
        ledger.line(partly, 10, "REJECTED", "R-1301/<b>Situation</b>");
        ledger.submission("silkeborg", "SFTP", "DUPLICATE", ago(ofMinutes(20)));
        ledger.submission("norddjurs", "SFTP", "REFUSED", ago(ofMinutes(12)), "R-0103/antal");
        for (int event = 0; event < 12; event++) {
            ledger.line(
                    ledger.submission("sind", "JMS", "REFUSED", ago(ofHours(1))),
                    1,
                    "REJECTED",
                    event < 9 ? "R-2101/caseNumber" : "R-1301/kind");
        }
        ledger.line(ledger.submission("sind", "JMS", "PROCESSED", ago(ofMinutes(2))), 1, "ACCEPTED");
        ledger.delivery("norddjurs", "RECEIPT", "PENDING", ago(ofMinutes(11)), 3);
        ledger.delivery("defactum", "RELEASE", "FAILED", ago(ofDays(1)), 20);
        ledger.trouble("defactum", "DELIVERING", "HOST_KEY_CHANGED", ago(ofDays(4)));
        ledger.missing("defactum", ago(ofMinutes(190)), 4712, 4715);
    }
}
