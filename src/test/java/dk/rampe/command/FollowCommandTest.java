package dk.rampe.command;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.StatusFiles;
import dk.rampe.partner.DanishTime;
import dk.rampe.retention.NightlyPurge;
import dk.rampe.submission.TestHub;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases that came in the real way, followed by somebody whom the database lets read all but the vault. */
class FollowCommandTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String CASE = caseNumber(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @BeforeEach
    void startNumbersAnewAndLetSomebodyRead() {
        hub.sql("alter table event alter column number restart with 1").update();
        hub.sql("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'follower') then
                        create role follower login;
                    end if;
                end $$;
                grant select on all tables in schema public to follower""").update();
    }

    @Test
    void everyEventIsShownWithWhereItCameFromAndWhatWasSentAboutIt() {
        UUID started = UUID.randomUUID();
        UUID corrected = UUID.randomUUID();
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SILKEBORG);
        hub.deliver(SIND);
        hub.progress(event(started, 1, "STARTED", "2026-02-02", ""));
        hub.progress(event(corrected, 1, "STARTED", "2026-02-01", ", \"supersedes\": \"" + started + '"'));
        assertThat(anonymous(follow(CASE).result())).isEqualTo("""
                Case 740-2026-00001 in 740 (Silkeborg Kommune, jobcenter)
                  participation  <id>, programme rampen
                  provider       sind, handed over 2026-02-02 10:00:00
                  status today   i forløb since 2026-02-01 (ACTIVE, phase CONVERSATIONS)

                    date          no.  event (+ counts, - does not); 'in' and eight digits: the submission, as the log names it
                  + 2026-02-01      1  REFERRED             PRIMARY, UNEMPLOYED_FLEXJOB, granted 2026-01-05, not protected, 750 min/week
                      from silkeborg SFTP henvisning_20260202_01.csv line 2 in <id>       came 2026-02-02 10:00:00, recorded 10:00:00
                      to   silkeborg technical receipt henvisning_20260202_01.csv.sftpreceipt sent 2026-02-02 10:00:00
                      to   sind      case, message <id>       sent 2026-02-02 10:00:00
                      to   silkeborg status 'henvist'                                         overtaken by later news, never sent
                      to   silkeborg receipt henvisning_20260202_01.csv.kvittering.csv        sent 2026-02-02 10:00:00
                                             henvisning_20260202_01.csv.sftpreceipt
                      to   silkeborg status 'under visitering'                                overtaken by later news, never sent
                  + 2026-02-01      3  STARTED              corrects no. 2
                      from sind      JMS <id> in <id>     came 2026-02-02 10:00:00, recorded 10:00:00
                      to   silkeborg status 'i forløb'                                        not sent yet, made 2026-02-02 10:00:00
                  - 2026-02-02      2  STARTED              corrected by no. 3
                      from sind      JMS <id> in <id>     came 2026-02-02 10:00:00, recorded 10:00:00
                      to   silkeborg status 'i forløb'                                        overtaken by later news, never sent

                """);
    }

    @Test
    void aStatusIsShownWithTheFileItTravelsInAndWhenThatWasFetched() {
        hub.silkeborg(FILE, referral(1));
        hub.clock().set("2026-02-03T06:00:00");
        hub.bean(StatusFiles.class).gatherOnce(SILKEBORG);
        hub.deliver(SILKEBORG);
        assertThat(follow(CASE).result())
                .containsPattern("status 'henvist' in status_20260203_01.csv +sent 2026-02-03 06:00:00\n")
                .doesNotContain("status_20260203_01.csv.trigger");
        hub.sql("update delivery set fetched_at = timestamptz '2026-02-03 06:05:00+01' where kind = 'STATUS'")
                .update();
        assertThat(follow(CASE).result()).contains("sent 2026-02-03 06:00:00, fetched 06:05:00");
    }

    @Test
    void aStatusThatThePartnerRefusedIsShownWithItsReason() {
        hub.silkeborg(FILE, referral(1));
        hub.sql("""
                update delivery set kind = 'STATUS_CALL', state = 'REJECTED', sent_at = made_at,
                       answer = 'AFVIST: Sagen 010190-1234 er lukket' where kind = 'STATUS'""").update();
        assertThat(follow(CASE).result())
                .containsPattern("to   silkeborg status 'henvist' +refused by the partner, sent 2026-02-02 10:00:00\n"
                        + " +answered AFVIST: Sagen \\*{6}-\\*{4} er lukket\n");
    }

    @Test
    void whatMadeNoEventIsShownWithItsReasonAndItsAnswer() {
        hub.silkeborg(FILE, referral(1));
        hub.silkeborg("henvisning_20260202_02.csv", referral(1), referral(2));
        hub.silkeborg("henvisning_20260202_03.csv", referral(1).replace("PRIMÆR", "ANDET"));
        UUID unknown = UUID.randomUUID();
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"supersedes\": \"" + unknown + '"'));
        hub.progress(event(UUID.randomUUID(), 1, "ASSESSED", "2026-02-02", ""));
        String shown = follow(CASE).result();
        String lines = anonymous(shown.substring(shown.indexOf("Lines about this case")));
        assertThat(lines)
                .containsSubsequence(
                        "  known\n      from silkeborg SFTP henvisning_20260202_02.csv line 2",
                        "  rejected\n    R-1301 Målgruppe: The value is not in the code list målgruppe.\n",
                        "SFTP henvisning_20260202_03.csv line 2",
                        "receipt henvisning_20260202_03.csv.kvittering.csv",
                        "  waits for its case, or for the event it corrects\n      from sind      JMS <id> in <id>",
                        "  rejected\n    R-1001 accepted:",
                        "      to   sind      rejection ",
                        "not sent yet");
    }

    @Test
    void aCaseThatIsOnlyWaitedForIsFoundAndSaidToHaveNoReferral() {
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        Run run = follow(CASE);
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result())
                .startsWith("Case 740-2026-00001: no referral of it has been taken")
                .contains("waits for its case");
    }

    @Test
    void whatWaitedIsAnEventWithTheTimeItWasRecorded() {
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        hub.clock().set("2026-02-04T09:00:00");
        hub.silkeborg(FILE, referral(1));
        assertThat(follow(CASE).result())
                .contains("+ 2026-02-03      2  CONTACT_CHANGED      from its date on; phone")
                .contains("came 2026-02-02 10:00:00, recorded 2026-02-04 09:00:00")
                .contains("sagsopdatering_20260202_01.csv.kvittering.2.csv");
    }

    @Test
    void aReopenedCaseShowsBothParticipationsEachLinkedToTheOther() {
        hub.silkeborg(FILE, referral(1));
        hub.silkeborg("sagsopdatering_20260203_01.csv", update(1, "TRUKKET", "02-02-2026", "Flyttet"));
        hub.clock().set("2026-02-10T10:00:00");
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "11111111", "10-02-2026"));
        List<UUID> participations = hub.participations(CASE);
        assertThat(followOn("2026-02-10", CASE).result())
                .containsSubsequence(
                        "participation  " + participations.get(0),
                        "later one      " + participations.get(1),
                        "status today   trukket tilbage since 2026-02-02 (WITHDRAWN)",
                        "participation  " + participations.get(1),
                        "earlier one    " + participations.get(0),
                        "status today   henvist since 2026-02-10 (RECEIVED)");
    }

    @Test
    void whatContradictsItselfIsPointedOut() {
        hub.silkeborg(FILE, referral(1));
        hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-02-01", ""));
        hub.progress(event(UUID.randomUUID(), 1, "CONVERSATION", "2026-02-02", ", \"minutes\": 45"));
        assertThat(follow(CASE).result())
                .contains("look at        no. 3, CONVERSATION on 2026-02-02: conversation after ending")
                .contains("CONVERSATION         45 min\n");
    }

    @Test
    void aNumberThatTwoMunicipalitiesHaveIsShownForBothUnlessOneIsAskedFor() {
        hub.silkeborg(FILE, referral(1));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(2), "11111111", "2026-02-01").replace("707-2026-00001", CASE));
        assertThat(follow(CASE).result()).contains("in 707 (Norddjurs", "in 740 (Silkeborg");
        assertThat(follow(CASE, "--municipality", "0707").result())
                .contains("in 707 (Norddjurs")
                .doesNotContain(SILKEBORG)
                .contains(NORDDJURS);
    }

    @Test
    void nothingPersonalIsShownWhateverWordsTheSenderPutsItInto() {
        hub.silkeborg("henvisning_" + personNumber(1) + ".csv", referral(1));
        String job = ", \"placementId\": \"Tænkeby-1\", \"placement\": \"FLEX_JOB\", \"weeklyMinutes\": 300";
        hub.progress(event(UUID.randomUUID(), 1, "PLACEMENT_STARTED", "2026-02-02", job));
        hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-02", ", \"contactPerson\": \"Konrad Taktmand\""));
        assertThat(follow(CASE).result())
                .contains("henvisning_******-****.csv line 2", "placement 1, FLEX_JOB, 300 min/week")
                .doesNotContain(personNumber(1), "Tænkeby", "Opfundine", "Taktmand", "Sagine", "11111111");
        // no agreement lets such a name in, and after each test the tables are searched
        hub.empty();
    }

    @Test
    void aCaseNobodyKnowsIsSaid() {
        hub.silkeborg(FILE, referral(1));
        assertNotDone(follow("740-2026-99999"), "Nobody has told the hub of a case 740-2026-99999.");
        assertNotDone(
                follow(CASE, "--municipality", "707"),
                "in 707 (Norddjurs Kommune, jobcenter). There is one in 740 (Silkeborg");
    }

    @Test
    void aPersonNumberIsNoCaseNumberAndIsNotRepeated() {
        Run run = follow(personNumber(1));
        assertNotDone(run, "looks like a person number");
        assertThat(run.remarks()).doesNotContain(personNumber(1));
    }

    @Test
    void aMunicipalityThatIsNoCodeIsMisuse() {
        Run run = follow(CASE, "--municipality", "Silkeborg");
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains("no municipality code", "Usage: follow <case number>");
    }

    private static void assertNotDone(Run run, String... words) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.result()).isEmpty();
        assertThat(run.remarks()).contains(words);
    }

    @Test
    void anEventWhoseFileIsHeldNoLongerIsShownWithoutIt() {
        hub.silkeborg(FILE, referral(1));
        hub.deliver(SILKEBORG);
        hub.deliver(SIND);
        hub.sql("update delivery set state = 'SENT'").update();
        hub.clock().set("2027-02-03T10:00:00");
        hub.bean(NightlyPurge.class).purgeNow();
        assertThat(hub.count("submission")).isZero();
        assertThat(anonymous(follow(CASE).result()))
                .containsPattern("from \\?         submission [0-9a-f]{8}")
                .contains("to   sind      case, message <id>")
                .doesNotContain("kvittering", "null");
    }

    private static Run follow(String... args) {
        return followOn("2026-02-02", args);
    }

    private static Run followOn(String day, String... args) {
        List<String> all = new ArrayList<>(List.of("follow"));
        all.addAll(List.of(args));
        all.add("--spring.datasource.url=" + url());
        all.add("--spring.datasource.username=follower");
        Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), DanishTime.ZONE);
        return Run.of(new FollowCommand(clock), all.toArray(String[]::new));
    }

    private static String url() {
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String anonymous(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>")
                .replaceAll(" in [0-9a-f]{8}(?= )", " in <id>");
    }
}
