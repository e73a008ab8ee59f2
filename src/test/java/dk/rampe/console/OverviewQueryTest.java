package dk.rampe.console;

import static dk.rampe.console.Ledger.ago;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.console.Activity.Arrival;
import dk.rampe.console.Activity.Backlog;
import dk.rampe.console.Activity.Deliveries;
import dk.rampe.console.Activity.Lines;
import dk.rampe.console.Activity.Release;
import dk.rampe.console.Intake.Outcomes;
import dk.rampe.console.Intake.Refusal;
import dk.rampe.console.Overview.Neighbour;
import dk.rampe.mapping.Fault;
import dk.rampe.partner.Trouble;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OverviewQueryTest {

    private static Ledger ledger;

    @BeforeAll
    static void startDatabase() {
        ledger = new Ledger();
    }

    @AfterAll
    static void stopDatabase() {
        ledger.close();
    }

    @BeforeEach
    void emptyTables() {
        ledger.clear();
    }

    @Test
    void anEmptyHubHasItsPartnersAndNothingToSayAboutThem() {
        var overview = overview();

        assertThat(overview.neighbours())
                .extracting(Neighbour::id)
                .containsExactly("norddjurs", "silkeborg", "sind", "defactum");
        assertThat(activity("silkeborg").last()).isNull();
        assertThat(activity("silkeborg").release()).isNull();
        assertThat(overview.level()).isEqualTo(Attention.Level.OK);
        assertThat(overview.recent()).isEmpty();
    }

    @Test
    void booksThatDoNotAddUpAreTheFirstThingToSay() {
        assertThat(overview().books()).isNull();
        ledger.reconciled(ago(ofHours(25)), 0);
        assertThat(overview().books()).isEqualTo(new Books(false, 0));
        assertThat(overview().level()).isEqualTo(Attention.Level.OK);
        ledger.reconciled(ago(ofHours(8)), 3);
        assertThat(overview().books()).isEqualTo(new Books(false, 3));
        assertThat(overview().level()).isEqualTo(Attention.Level.ACT);
        assertThat(overview().isAboutBooks()).isTrue();
    }

    @Test
    void booksThatNobodyHasLookedOverLastNightAreToBeWatched() {
        ledger.reconciled(ago(ofHours(27)), 0);
        assertThat(overview().books()).isEqualTo(new Books(true, 0));
        assertThat(overview().level()).isEqualTo(Attention.Level.WATCH);
    }

    @Test
    void linesAreCountedForTheLastDayAndForThirtyDays() {
        ledger.line(ledger.submission("silkeborg", "SFTP", "PROCESSED", ago(ofDays(31))), 1, "ACCEPTED");
        var old = ledger.submission("silkeborg", "SFTP", "PARTLY", ago(ofHours(25)));
        ledger.lines(old, 1, 3, "ACCEPTED");
        ledger.line(old, 4, "REJECTED");
        var today = ledger.submission("silkeborg", "SFTP", "PARTLY", ago(ofHours(23)));
        ledger.line(today, 1, "ACCEPTED");
        ledger.line(today, 2, "WARNING");
        ledger.line(today, 3, "KNOWN");
        ledger.lines(today, 4, 2, "REJECTED");
        ledger.line(ledger.submission("norddjurs", "SFTP", "PROCESSED", ago(ofHours(1))), 1, "ACCEPTED");

        assertThat(activity("silkeborg").day()).isEqualTo(new Lines(3, 2));
        assertThat(activity("silkeborg").month()).isEqualTo(new Lines(6, 3));
        assertThat(overview().linesOfTheDay()).isEqualTo(6);
        assertThat(overview().refusedOfTheDay()).isEqualTo(2);
    }

    @Test
    void theLastSubmissionIsTheOneStoredLast() {
        ledger.submission("silkeborg", "SFTP", "PROCESSED", ago(ofHours(2)));
        ledger.submission("silkeborg", "SFTP", "REFUSED", ago(ofHours(1)));

        assertThat(activity("silkeborg").last()).isEqualTo(new Arrival(ago(ofHours(1)), "REFUSED"));
    }

    @Test
    void theOldestSubmissionThatIsNotProcessedIsTold() {
        ledger.submission("sind", "JMS", "STORED", ago(ofMinutes(11)));
        ledger.submission("sind", "JMS", "STORED", ago(ofMinutes(2)));

        assertThat(activity("sind").unprocessedSince()).isEqualTo(ago(ofMinutes(11)));
    }

    @Test
    void waitingLinesAreThoseNotTakenUpYet() {
        var submission = ledger.submission("sind", "JMS", "PROCESSED", ago(ofDays(31)));
        ledger.waiting(submission, 1, ago(ofDays(31)));
        ledger.waiting(submission, 2, ago(ofDays(2)));

        assertThat(activity("sind").waiting()).isEqualTo(new Backlog(2, ago(ofDays(31))));
        assertThat(overview().level()).isEqualTo(Attention.Level.WATCH);
    }

    @Test
    void deliveriesAreSortedByWhatTheyWaitFor() {
        ledger.delivery("silkeborg", "STATUS", "PENDING", ago(ofDays(1)), 0);
        ledger.delivery("silkeborg", "RECEIPT", "PENDING", ago(ofMinutes(9)), 0);
        ledger.delivery("silkeborg", "RECEIPT", "PENDING", ago(ofMinutes(11)), 0);
        ledger.delivery("silkeborg", "RECEIPT", "PENDING", ago(ofMinutes(50)), 2);
        ledger.delivery("silkeborg", "RECEIPT", "FAILED", ago(ofDays(9)), 20);
        ledger.delivery("silkeborg", "RECEIPT", "REJECTED", ago(ofHours(1)), 0);
        ledger.delivery("silkeborg", "RECEIPT", "REJECTED", ago(ofHours(25)), 0);
        ledger.delivery("silkeborg", "RECEIPT", "SENT", ago(ofHours(1)), 0);

        assertThat(activity("silkeborg").deliveries())
                .isEqualTo(new Deliveries(new Backlog(3, ago(ofMinutes(50))), 1, 1, 1, 1, 1, List.of()));
    }

    @Test
    void reasonsForRefusalsOfTheDayAreToldOnceEachAndThreeAtMost() {
        refused("AFVIST: D", ofHours(1));
        refused("AFVIST: D", ofHours(2));
        refused("AFVIST: A", ofHours(25));
        assertThat(activity("silkeborg").deliveries().refusals()).containsExactly("AFVIST: D");

        refused("AFVIST: C", ofHours(1));
        refused("AFVIST: B", ofHours(1));
        refused("AFVIST: E", ofHours(1));
        assertThat(activity("silkeborg").deliveries().refusals())
                .containsExactly("AFVIST: B", "AFVIST: C", "AFVIST: D");
        assertThat(activity("silkeborg").deliveries().rejected()).isEqualTo(5);
    }

    private void refused(String answer, Duration before) {
        ledger.answered(ledger.delivery("silkeborg", "STATUS_CALL", "REJECTED", ago(before), 1), answer);
    }

    @Test
    void aStatusThatIsOnItsWayInAFileIsNotCountedBesideTheFile() {
        var status = ledger.delivery("silkeborg", "STATUS", "PENDING", ago(ofMinutes(2)), 0);
        ledger.carriedBy(ledger.delivery("silkeborg", "STATUS_FILE", "PENDING", ago(ofMinutes(1)), 0), status);

        assertThat(activity("silkeborg").deliveries().gathering()).isZero();
        assertThat(activity("silkeborg").deliveries().waiting().count()).isOne();
    }

    @Test
    void theLatestReleaseOfAnEvaluatorIsTold() {
        ledger.release("defactum", LocalDate.of(2026, 11, 17), ago(ofHours(36)), "ACCEPTED");
        ledger.release("defactum", LocalDate.of(2026, 11, 18), ago(ofHours(12)), "SENT");

        assertThat(activity("defactum").release())
                .isEqualTo(new Release(LocalDate.of(2026, 11, 18), ago(ofHours(12)), "SENT"));
    }

    @Test
    void whoNeedsSomebodyFirstStandsFirst() {
        ledger.submission("sind", "JMS", "REFUSED", ago(ofMinutes(1)));
        ledger.delivery("defactum", "RELEASE", "FAILED", ago(ofMinutes(1)), 9);

        assertThat(overview().neighbours())
                .extracting(Neighbour::id)
                .containsExactly("defactum", "sind", "norddjurs", "silkeborg");
    }

    @Test
    void whatIsWrongWithAServerIsToldOnceSinceItBegan() {
        ledger.trouble("silkeborg", "FETCHING", "HOST_KEY_CHANGED", ago(ofMinutes(2)));
        ledger.trouble("silkeborg", "DELIVERING", "HOST_KEY_CHANGED", ago(ofMinutes(5)));
        ledger.trouble("norddjurs", "FETCHING", "AWAY", ago(ofMinutes(5)));

        assertThat(activity("silkeborg").troubles()).isEqualTo(Map.of(Trouble.HOST_KEY_CHANGED, ago(ofMinutes(5))));
        assertThat(overview().neighbours().get(0).id()).isEqualTo("silkeborg");
        assertThat(overview().toAct()).isOne();
        assertThat(overview().toWatch()).isZero();
    }

    @Test
    void eventsThatAreMissingAreCountedAndTheFirstOfThemNamed() {
        ledger.missing("silkeborg", ago(ofMinutes(2)), 9, 8);
        ledger.missing("silkeborg", ago(ofMinutes(5)), 3, 4, 5, 6);

        assertThat(activity("silkeborg").missing())
                .isEqualTo(new Activity.Missing(6, List.of(3L, 4L, 5L, 6L, 8L), ago(ofMinutes(5))));
        assertThat(activity("norddjurs").missing()).isEqualTo(Activity.Missing.NOTHING);
    }

    @Test
    void aFileIsToldWithItsOutcomesAndWhyLinesWereRefused() {
        var id = ledger.submission("silkeborg", "SFTP", "PARTLY", ago(ofHours(1)), "R-1701/SendersFileId");
        ledger.lines(id, 1, 4, "ACCEPTED");
        ledger.line(id, 5, "WARNING", "R-1702/Telefon");
        ledger.lines(id, 6, 2, "REJECTED", "R-1203/Henvist dato");
        ledger.line(id, 8, "REJECTED", "R-1203/Henvist dato", "R-1301/Målgruppe");

        assertThat(overview().recent()).singleElement().satisfies(intake -> {
            assertThat(intake.key()).isEqualTo(id.toString());
            assertThat(intake.messages()).isFalse();
            assertThat(intake.state()).isEqualTo("PARTLY");
            assertThat(intake.lines()).isEqualTo(new Outcomes(4, 1, 0, 3, 0));
            assertThat(intake.refusals())
                    .containsExactly(refusal("R-1203", "Henvist dato", 3), refusal("R-1301", "Målgruppe", 1));
        });
    }

    @Test
    void aFileThatWasRefusedWholeSaysWhy() {
        ledger.submission("norddjurs", "SFTP", "REFUSED", ago(ofHours(1)), "R-0103/antal");

        assertThat(overview().recent())
                .singleElement()
                .extracting(Intake::refusals)
                .isEqualTo(List.of(refusal("R-0103", "antal", 1)));
    }

    @Test
    void messagesOfADanishDayAreOneEntryAndOnlyWhenOneWasRefused() {
        for (int message = 0; message < 5; message++) {
            ledger.line(ledger.submission("sind", "JMS", "PROCESSED", ago(ofHours(1))), 1, "ACCEPTED");
        }
        ledger.line(ledger.submission("sind", "JMS", "REFUSED", ago(ofHours(2))), 1, "REJECTED", "R-2101/caseNumber");
        ledger.line(ledger.submission("sind", "JMS", "PROCESSED", ago(ofHours(15))), 1, "ACCEPTED");

        assertThat(overview().recent()).singleElement().satisfies(day -> {
            assertThat(day.messages()).isTrue();
            assertThat(day.submissions()).isEqualTo(6);
            assertThat(day.at()).isEqualTo(ago(ofHours(1)));
            assertThat(day.lines()).isEqualTo(new Outcomes(5, 0, 0, 1, 0));
            assertThat(day.refusals()).containsExactly(refusal("R-2101", "caseNumber", 1));
        });
    }

    @Test
    void arrivalsOfMoreThanTwoWeeksAgoAreNotRecent() {
        ledger.submission("silkeborg", "SFTP", "PROCESSED", ago(ofDays(15)));

        assertThat(overview().recent()).isEmpty();
    }

    private static Activity activity(String partner) {
        return overview().neighbours().stream()
                .filter(neighbour -> neighbour.id().equals(partner))
                .findFirst()
                .orElseThrow()
                .activity();
    }

    private static Overview overview() {
        var jdbc = JdbcClient.create(ledger.database());
        return new OverviewQuery(
                        ConsoleApp.settings(),
                        new ActivityQuery(jdbc),
                        new IntakeQuery(jdbc),
                        new BooksQuery(jdbc),
                        ledger.clock())
                .overview();
    }

    private static Refusal refusal(String code, String field, long count) {
        return new Refusal(new Fault(code, field, Map.of()), count);
    }
}
