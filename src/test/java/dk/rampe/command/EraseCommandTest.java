package dk.rampe.command;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.delivery.Withdrawals;
import dk.rampe.partner.DanishTime;
import dk.rampe.rights.Erasures;
import dk.rampe.submission.ArchiveBlanking;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who has no key asks beside a hub that may be running. */
class EraseCommandTest {

    private static final String CASE = caseNumber(1);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @BeforeEach
    void letSomebodyAskAndACaseCome() {
        hub.sql("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'eraser') then
                        create role eraser login;
                    end if;
                end $$;
                grant select on all tables in schema public to eraser;
                grant insert, update on erasure to eraser""").update();
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        hub.deliver(SIND);
    }

    @Test
    void theRunningHubErasesItAndTheCountsAreTold() {
        CompletableFuture<Void> hubAtWork = CompletableFuture.runAsync(() -> {
            Erasures erasures = hub.bean(Erasures.class);
            await().atMost(Duration.ofSeconds(20)).until(() -> !erasures.open().isEmpty());
            erasures.open().forEach(erasures::carryOut);
            clear();
            erasures.open().forEach(erasures::carryOut);
        });
        Run run = erase(Duration.ofSeconds(30), CASE, "--municipality", "0740", "--reason", "objection");
        hubAtWork.join();
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result())
                .containsPattern("^Erasure [0-9a-f-]{36} of case " + CASE + " in 740 \\(Silkeborg")
                .contains("1 participations, 1 events, 1 lines", "1 deliveries", "1 copies written anew");
        assertThat(run.remarks()).isEmpty();
    }

    /** As routes do that do not run here. */
    private static void clear() {
        ArchiveBlanking copies = hub.bean(ArchiveBlanking.class);
        Withdrawals messages = hub.bean(Withdrawals.class);
        try {
            for (UUID copy : copies.marked()) {
                copies.blank(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        messages.waiting().forEach(messages::done);
    }

    @Test
    void withoutAHubTheRequestStandsAndIsNotMadeTwice() {
        Run run = erase(
                Duration.ZERO,
                CASE,
                "--municipality=740",
                "--reason=unlawful",
                "--reference=J-26/17",
                "--by=Registrator");
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains("stands. No hub has carried it out yet");
        assertThat(hub.sql("select reason || ' ' || reference || ' ' || requested_by || ' ' || state from erasure")
                        .query(String.class)
                        .list())
                .containsExactly("UNLAWFUL J-26/17 Registrator REQUESTED");
        assertThat(erase(Duration.ZERO, CASE, "--municipality=740", "--reason=objection")
                        .remarks())
                .contains("requested already");
        assertThat(hub.count("erasure")).isEqualTo(1);
    }

    @Test
    void whatCannotBeErasedIsSaidAndNothingIsAskedFor() {
        assertRefused(
                erase(caseNumber(9), "--municipality=740", "--reason=objection"), "nobody has told the hub of it");
        assertRefused(erase(CASE, "--municipality=707", "--reason=objection"), "There is one in 740 (Silkeborg");
        assertRefused(erase(CASE, "--municipality=740", "--reason=because"), "no-longer-needed, consent-withdrawn");
        assertRefused(erase(CASE, "--municipality=740"), "--reason is missing");
        assertRefused(erase(CASE, "--reason=objection"), "--municipality is missing");
        assertRefused(erase(personNumber(1), "--municipality=740", "--reason=objection"), "looks like a person number");
        assertRefused(
                erase(CASE, "--municipality=740", "--reason=objection", "--reference=" + personNumber(1)),
                "journal number");
        assertRefused(
                erase(CASE, "--municipality=740", "--reason=objection", "--reference=Opfundine Tænkeby"),
                "journal number");
        assertRefused(
                erase(CASE, "--municipality=740", "--reason=objection", "--by=" + personNumber(1)), "who asks for it");
    }

    @Test
    void anErasedCaseIsNotFoundAnyMore() {
        erase(Duration.ZERO, CASE, "--municipality=740", "--reason=objection");
        hub.bean(Erasures.class).open().forEach(hub.bean(Erasures.class)::carryOut);
        Run again = erase(CASE, "--municipality=740", "--reason=objection");
        assertThat(again.remarks()).contains("it has been erased and its number with it");
        Run followed = Run.of(new FollowCommand(Clock.systemUTC()), with("follow", CASE));
        assertThat(followed.remarks()).contains("Nobody has told the hub of a case " + CASE);
    }

    private static void assertRefused(Run run, String why) {
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains(why).doesNotContain(personNumber(1), "Tænkeby");
        assertThat(hub.count("erasure")).isZero();
    }

    private static Run erase(String... args) {
        return erase(Duration.ofSeconds(1), args);
    }

    private static Run erase(Duration patience, String... args) {
        return Run.of(new EraseCommand(Clock.system(DanishTime.ZONE), patience), with("erase", args));
    }

    private static String[] with(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(args));
        try (Connection connection = hub.bean(DataSource.class).getConnection()) {
            all.add("--spring.datasource.url=" + connection.getMetaData().getURL());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        all.add("--spring.datasource.username=eraser");
        return all.toArray(String[]::new);
    }
}
